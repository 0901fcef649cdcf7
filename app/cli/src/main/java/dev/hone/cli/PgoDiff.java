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
import dev.hone.command.Wrapped;
import java.util.List;

/** {@code hone pgo diff}: what the compiler would decide differently with another published profile. */
final class PgoDiff implements Command {
    private static final int OK = 200;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Tell what the compiler would decide differently with one published profile than with another, or with "
                                + "what would be published now.",
                        "Exit code 0: same or noise. 1: changed.")
                .argument(0, "APP", true, "The app.")
                .argument(1, "FROM", false, "A generation, a channel, or a digest (default: stable).")
                .argument(2, "TO", false, "The same, or now (default: now).")
                .flag("--json", "The answer of the server with all changed decisions, for scripts.")
                .examples(
                        "  hone pgo diff web",
                        "  hone pgo diff web stable candidate",
                        "  hone pgo diff web 11 12 -n 0");
        Rows.declare(declaration);
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument(0).orElseThrow());
        Request request = Request.ofApp("GET", app, "diff")
                .parameter("from", arguments.argument(1).orElse(""))
                .parameter("to", arguments.argument(2).orElse(""));
        JsonValue diff =
                ServerOptions.of(arguments, terminal).ask(request).expect(OK).json();
        terminal.print(arguments.flag("--json") ? diff.pretty() : page(diff, arguments, terminal));
        return diff.at("verdict").text().equals("changed") ? ExitCode.NO : ExitCode.FINE;
    }

    private static String page(JsonValue diff, Arguments arguments, Terminal terminal) {
        String verdict = diff.at("verdict").shown();
        String meaning = switch (verdict) {
            case "same" -> "the compiler decides the same with both";
            case "noise" -> "the compiler would decide differently, but no more than chance makes it";
            case "changed" -> "the compiler would decide differently, and not by chance";
            default -> "the server does not say what that means";
        };
        String text = Wrapped.text(
                diff.at("from").shown() + " to " + diff.at("to").shown() + ": " + verdict + ", " + meaning,
                terminal.facts().width(),
                "");
        List<JsonValue> changes = diff.at("changedDecisions").items();
        if (verdict.equals("same") && changes.isEmpty()) {
            return text;
        }
        int rows = Rows.of(arguments, changes.size());
        String count = Quantity.count(changes.size())
                + (changes.size() == 1 ? " decision differs" : " decisions differ")
                + (rows < changes.size() ? "; the " + rows + " with the most weight:" : ":");
        return text + "\n" + figures(diff).render(terminal)
                + (changes.isEmpty()
                        ? ""
                        : "\n" + count + "\n\n"
                                + table(changes.subList(0, rows)).render(terminal));
    }

    private static Table figures(JsonValue diff) {
        Table table = new Table(
                Table.Column.left(""),
                Table.Column.right("IS"),
                Table.Column.right("BY CHANCE"),
                Table.Column.left(""));
        JsonValue floor = diff.at("noiseFloor");
        table.add(
                "overlap",
                Quantity.share(diff.at("overlap").decimal()),
                share(floor.at("overlap")),
                "weight that both have in common");
        table.add(
                "kept",
                Quantity.share(diff.at("kept").decimal()),
                share(floor.at("kept")),
                "hot weight that was hot before");
        return table;
    }

    private static String share(JsonValue share) {
        return share.isNothing() ? "" : Quantity.share(share.decimal());
    }

    private static Table table(List<JsonValue> changes) {
        Table table = new Table(
                Table.Column.right("OLD"),
                Table.Column.right("NEW"),
                Table.Column.left("CHANGE"),
                Table.Column.left("WHAT"));
        for (JsonValue change : changes) {
            String detail = change.at("detail").shown();
            table.add(
                    Quantity.share(change.at("before").decimal()),
                    Quantity.share(change.at("after").decimal()),
                    change.at("kind").shown(),
                    change.at("what").shown() + (detail.isEmpty() ? "" : "  " + detail));
        }
        return table;
    }
}
