package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;

/** {@code hone pgo rebuild}: makes a published profile again from its manifest, and compares. */
final class PgoRebuild implements Command {
    private static final int OK = 200;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Have the server make a published profile again from its manifest, and tell whether it is the same "
                                + "byte for byte. Nothing is changed.",
                        "Exit code 0: the same. 1: another.")
                .argument(0, "APP", true, "The app.")
                .argument(1, "GENERATION", true, "The number of the generation.")
                .flag("--json", "The answer of the server.")
                .examples("  hone pgo rebuild web 12");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument(0).orElseThrow());
        String generation = arguments.argument(1).orElseThrow();
        if (!generation.matches("[1-9][0-9]{0,8}")) {
            throw new UsageException("'" + dev.hone.profile.Text.of(generation)
                    + "' is no number of a generation; hone pgo generations " + app + " lists them");
        }
        JsonValue answer = ServerOptions.of(arguments, terminal)
                .ask(Request.ofApp("POST", app, "rebuild").parameter("generation", generation))
                .expect(OK)
                .json();
        boolean same = answer.at("same").truth();
        terminal.print(
                arguments.flag("--json")
                        ? answer.pretty()
                        : "generation " + generation + " of " + app
                                + (same ? " is rebuilt to the same bytes" : " is rebuilt to other bytes") + ", SHA-256 "
                                + answer.at("digest").shown() + "\n");
        return same ? ExitCode.FINE : ExitCode.NO;
    }
}
