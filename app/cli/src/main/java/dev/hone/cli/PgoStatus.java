package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Rows;
import dev.hone.command.Terminal;

/** {@code hone pgo status}: what a server has of an app, what it published, and why. */
final class PgoStatus implements Command {
    private static final int OK = 200;

    private final Outside outside;

    PgoStatus(Outside outside) {
        this.outside = outside;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show the state of an app: what was uploaded, what each channel points at, and what was decided "
                                + "about it and why, newest first; and which of its instances the server cannot profile.")
                .argument("APP", "The app.");
        Watching.declare(declaration);
        declaration
                .flag("--json", "The state as the server tells it, for scripts.")
                .examples("  hone pgo status web", "  hone pgo status web --watch --interval 1m");
        Rows.declare(declaration);
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument());
        Server server = ServerOptions.of(arguments, terminal);
        Watching.of(arguments, terminal, outside)
                .show(
                        () -> server.ask(Request.ofApp("GET", app)).expect(OK).json(),
                        status -> page(status, arguments, terminal) + troubled(app, server, arguments, terminal));
        return ExitCode.FINE;
    }

    private String page(JsonValue status, Arguments arguments, Terminal terminal) {
        return arguments.flag("--json")
                ? status.pretty()
                : new StatusPage(status, outside.clock().instant(), terminal).text(rows(status, arguments));
    }

    private String troubled(String app, Server server, Arguments arguments, Terminal terminal) {
        return arguments.flag("--json")
                ? ""
                : TroubledTargets.of(app, server, outside.clock().instant(), terminal);
    }

    private static int rows(JsonValue status, Arguments arguments) {
        return Rows.of(arguments, status.at("decisions").items().size());
    }
}
