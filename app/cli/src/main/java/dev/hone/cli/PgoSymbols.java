package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;

/** {@code hone pgo symbols}: tells a server which functions the program has, so that stale ones are known. */
final class PgoSymbols implements Command {
    private static final int OK = 200;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Tell the server which functions the program has now. What profiles say about others is stale: they "
                                + "were renamed or are gone.")
                .argument(0, "APP", true, "The app.")
                .argument(1, "FILE", true, "What go tool nm prints, or one name a line; - for standard input.")
                .flag("--json", "The answer of the server.")
                .examples("  go tool nm ./web | hone pgo symbols web -");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument(0).orElseThrow());
        String file = arguments.argument(1).orElseThrow();
        byte[] content = TextInput.bytes(file, terminal);
        if (content.length == 0) {
            throw new UsageException(dev.hone.profile.Text.of(file) + " is empty: then everything would be stale");
        }
        JsonValue answer = ServerOptions.of(arguments, terminal)
                .ask(Request.ofApp("PUT", app, "symbols").bytes(content, "text/plain; charset=utf-8"))
                .expect(OK)
                .json();
        terminal.print(
                arguments.flag("--json")
                        ? answer.pretty()
                        : app + " has " + Quantity.count(answer.at("symbols").whole()) + " functions\n");
        return ExitCode.FINE;
    }
}
