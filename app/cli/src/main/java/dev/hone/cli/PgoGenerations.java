package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Rows;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import java.time.Instant;
import java.util.List;

/** {@code hone pgo generations}: what was published of an app. */
final class PgoGenerations implements Command {
    private static final int OK = 200;

    private final Outside outside;

    PgoGenerations(Outside outside) {
        this.outside = outside;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "List the published profiles of an app, newest first. Equal DECISIONS: the compiler decides the "
                                + "same with both.")
                .argument("APP", "The app.")
                .flag("--json", "The list as the server tells it, with whole digests.")
                .examples("  hone pgo generations web", "  hone pgo generations web -n 0");
        Rows.declare(declaration);
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument());
        JsonValue answer = ServerOptions.of(arguments, terminal)
                .ask(Request.ofApp("GET", app, "generations"))
                .expect(OK)
                .json();
        List<JsonValue> generations = answer.at("generations").items();
        if (arguments.flag("--json")) {
            terminal.print(answer.pretty());
        } else if (generations.isEmpty()) {
            terminal.print("nothing of " + app + " is published yet; hone pgo status " + app + " tells why\n");
        } else {
            int rows = Rows.of(arguments, generations.size());
            terminal.print(table(generations.subList(0, rows)).render(terminal));
        }
        return ExitCode.FINE;
    }

    private Table table(List<JsonValue> generations) {
        Table table = new Table(
                Table.Column.right("NUMBER"),
                Table.Column.right("AGE"),
                Table.Column.right("SAMPLES"),
                Table.Column.right("SIZE"),
                Table.Column.left("DIGEST"),
                Table.Column.left("DECISIONS"),
                Table.Column.left("CHANNELS"),
                Table.Column.left("WHY"));
        Instant now = outside.clock().instant();
        for (JsonValue generation : generations) {
            String flags = GenerationLine.words(generation.at("flags"));
            String reason = GenerationLine.sentences(generation.at("reason"));
            table.add(
                    generation.at("number").shown(),
                    Since.of(generation.at("created"), now),
                    Quantity.count(generation.at("samples").whole()),
                    GenerationLine.size(generation.at("size")),
                    GenerationLine.digest(generation.at("digest")),
                    GenerationLine.digest(generation.at("decisions")),
                    GenerationLine.words(generation.at("channels")),
                    reason + (flags.isEmpty() ? "" : reason.isEmpty() ? flags : " (" + flags + ")"));
        }
        return table;
    }
}
