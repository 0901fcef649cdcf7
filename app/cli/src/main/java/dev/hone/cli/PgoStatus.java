package dev.hone.cli;

import dev.hone.base.GoDuration;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.RemoteException;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Rows;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.time.Duration;

/** {@code hone pgo status}: what a server has of an app, what it published, and why. */
final class PgoStatus implements Command {
    private static final int OK = 200;
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);
    private static final String WIPE = "\u001b[H\u001b[2J";

    private final Outside outside;

    PgoStatus(Outside outside) {
        this.outside = outside;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show the state of an app: what was uploaded, what each channel points at, and what was decided "
                                + "about it and why, newest first.")
                .argument("APP", "The app.")
                .flag("--watch", "Show it again and again, until Ctrl-C; in a pipe only when it changed.")
                .duration("--interval", "DURATION", "How often to look (default: 5s).")
                .flag("--json", "The state as the server tells it, for scripts.")
                .examples("  hone pgo status web", "  hone pgo status web --watch --interval 1m");
        Rows.declare(declaration);
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument());
        Server server = ServerOptions.of(arguments, terminal);
        Duration interval = arguments.duration("--interval", USUAL_INTERVAL);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new UsageException("--interval takes 1s or more, not " + GoDuration.format(interval));
        }
        JsonValue status = status(app, server);
        terminal.print(page(status, arguments, terminal));
        return arguments.flag("--watch")
                ? watch(new Watched(app, server, interval, status.pretty()), arguments, terminal)
                : ExitCode.FINE;
    }

    private record Watched(String app, Server server, Duration interval, String first) {}

    private ExitCode watch(Watched watched, Arguments arguments, Terminal terminal) {
        String before = watched.first();
        while (true) {
            terminal.flush();
            try {
                outside.sleeper().sleep(watched.interval());
                JsonValue status = status(watched.app(), watched.server());
                String json = status.pretty();
                if (terminal.facts().outIsTerminal()) {
                    terminal.print(WIPE + page(status, arguments, terminal));
                } else if (!json.equals(before)) {
                    terminal.print("\n" + page(status, arguments, terminal));
                }
                before = json;
            } catch (RemoteException e) {
                // Servers are restarted; who watches wants to see it come back.
                terminal.complain("hone: " + e.getMessage() + "\n");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitCode.FINE;
            }
        }
    }

    private static JsonValue status(String app, Server server) {
        return server.ask(Request.ofApp("GET", app)).expect(OK).json();
    }

    private String page(JsonValue status, Arguments arguments, Terminal terminal) {
        return arguments.flag("--json")
                ? status.pretty()
                : new StatusPage(status, outside.clock().instant(), terminal).text(rows(status, arguments));
    }

    private static int rows(JsonValue status, Arguments arguments) {
        return Rows.of(arguments, status.at("decisions").items().size());
    }
}
