package dev.hone.cli;

import dev.hone.cli.remote.Answer;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Rows;
import dev.hone.command.Terminal;
import java.time.Instant;

/** {@code hone pgo status}: what a server has of an app, what it published, and why. */
final class PgoStatus implements Command {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Outside outside;

    PgoStatus(Outside outside) {
        this.outside = outside;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show the state of an app: what was uploaded, what each channel points at, and what was decided "
                                + "about it and why, newest first; and which of its instances the server cannot profile, "
                                + "or how all of them fare as long as nothing was uploaded.")
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
                        () -> status(app, server, arguments),
                        status ->
                                page(status, arguments, terminal) + targets(app, server, status, arguments, terminal));
        return ExitCode.FINE;
    }

    /** What the server says; an app whose instances are profiled is known before the first profile of them is there. */
    private static JsonValue status(String app, Server server, Arguments arguments) {
        Answer answer = server.ask(Request.ofApp("GET", app));
        boolean awaited = answer.status() == NOT_FOUND
                && !arguments.flag("--json")
                && !ProfiledTargets.of(app, server).targets().isEmpty();
        return awaited
                ? JsonValue.parse("{\"app\": \"" + app + "\"}")
                : answer.expect(OK).json();
    }

    private String page(JsonValue status, Arguments arguments, Terminal terminal) {
        return arguments.flag("--json")
                ? status.pretty()
                : new StatusPage(status, outside.clock().instant(), terminal).text(rows(status, arguments));
    }

    private String targets(String app, Server server, JsonValue status, Arguments arguments, Terminal terminal) {
        if (arguments.flag("--json")) {
            return "";
        }
        ProfiledTargets targets = ProfiledTargets.of(app, server);
        boolean all = status.at("uploads").whole() == 0 && !targets.targets().isEmpty();
        Instant now = outside.clock().instant();
        return all ? targets.all(now, terminal) : targets.troubled(now, terminal);
    }

    private static int rows(JsonValue status, Arguments arguments) {
        return Rows.of(arguments, status.at("decisions").items().size());
    }
}
