package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.server.log.LogFormat;

/** {@code hone server}: stands in for {@code autopgo server}. */
final class ServerCommand implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Take in profiles and hand out what was made of them. Options, variables and routes are those of "
                                + "autopgo server; who can reach it may use them, as there.")
                .environment("AUTOPGO");
        StandIn.port(declaration, 8080);
        StandIn.eventWriter(declaration);
        StandIn.blobStore(declaration);
        StandIn.common(declaration);
        KeyOptions.declare(declaration);
        declaration.examples(
                "  hone server --blob-store-url s3://profiles --event-writer-url 'nats://profile?natsv2=true'",
                "  AUTOPGO_PORT=9000 hone server --blob-store-url file:///data --event-writer-url blob://");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        LogOptions.start(arguments, terminal, LogFormat.JSON);
        throw new NotYet("server");
    }
}
