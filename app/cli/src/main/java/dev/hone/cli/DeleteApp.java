package dev.hone.cli;

import dev.hone.cli.remote.Request;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;

/** {@code hone delete}: has a server forget an app. */
final class DeleteApp implements Command {
    private static final int OK = 200;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description("Delete an app with all its profiles. What is uploaded from then on begins anew.")
                .argument("APP", "The app.")
                .examples("  hone delete web");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument());
        ServerOptions.of(arguments, terminal)
                .ask(Request.of("DELETE", "api", "profile", app))
                .expect(OK);
        return ExitCode.FINE;
    }
}
