package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.Wrapped;

/** {@code hone pgo publish}: publishes now what the uploads add up to, if that is worth it. */
final class PgoPublish implements Command {
    private static final int OK = 200;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Publish what the uploads add up to, if that is worth a rebuild. A server does so by itself; this does "
                                + "not wait for it.",
                        "Exit code 0: it was published. 1: it was not; the reasons are printed.")
                .argument("APP", "The app.")
                .flag("--force", "Publish whenever there is anything to publish.")
                .flag("--json", "The decision as the server tells it.")
                .examples("  hone pgo publish web", "  hone pgo publish web --force");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument());
        JsonValue decision = ServerOptions.of(arguments, terminal)
                .ask(Request.ofApp("POST", app, "publish").parameter("force", arguments.flag("--force") ? "true" : ""))
                .expect(OK)
                .json();
        boolean published = decision.at("action").text().equals("publish");
        String what = published
                ? "published generation " + decision.at("generation").shown() + " of " + app
                : "not published (" + decision.at("action").shown() + ")";
        String why = GenerationLine.sentences(decision.at("reasons"));
        terminal.print(
                arguments.flag("--json")
                        ? decision.pretty()
                        : Wrapped.text(
                                what + (why.isEmpty() ? "" : ": " + why),
                                terminal.facts().width(),
                                ""));
        return published ? ExitCode.FINE : ExitCode.NO;
    }
}
