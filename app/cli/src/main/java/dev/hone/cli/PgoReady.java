package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;

/** {@code hone pgo ready}: whether what was uploaded of an app is enough for builds to rely on. */
final class PgoReady implements Command {
    private static final int OK = 200;

    private final Outside outside;

    PgoReady(Outside outside) {
        this.outside = outside;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Tell whether what was uploaded of an app is enough for builds to rely on: samples, instances, parts "
                                + "of the day, how well the hot calls are known. If not, what is missing, what to do, and "
                                + "when it comes at the present rate. What is enough is said in the policy "
                                + "(readySamples, readyInstances, readyDayParts, readyCoverage). Exits with 1 when not ready.")
                .argument("APP", "The app.");
        Watching.declare(declaration);
        declaration
                .flag("--json", "The verdict and its reasons as the server tells them, for scripts.")
                .examples("  hone pgo ready web", "  hone pgo ready web --watch --interval 1m");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument());
        Server server = ServerOptions.of(arguments, terminal);
        JsonValue last = Watching.of(arguments, terminal, outside)
                .show(
                        () -> server.ask(Request.ofApp("GET", app, "ready"))
                                .expect(OK)
                                .json(),
                        readiness -> arguments.flag("--json")
                                ? readiness.pretty()
                                : new ReadyPage(readiness, terminal).text());
        return last.at("verdict").text().equals("ready") ? ExitCode.FINE : ExitCode.NO;
    }
}
