package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.server.log.LogFormat;

/** {@code hone server}: stands in for {@code autopgo server}. */
final class ServerCommand implements Command {
    private static final int USUAL_PORT = 8080;

    private final World world;

    ServerCommand(World world) {
        this.world = world;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Take in profiles and hand out what was made of them. Options, variables and routes are those of "
                                + "autopgo server; who can reach it may use them, as there.")
                .environment("AUTOPGO");
        StandIn.port(declaration, USUAL_PORT);
        StandIn.eventWriter(declaration);
        StandIn.blobStore(declaration);
        StandIn.common(declaration);
        SigningOption.declare(declaration);
        KeyOptions.declare(declaration);
        LimitOptions.declare(declaration);
        StandIn.otlp(declaration);
        declaration.examples(
                "  hone server --blob-store-url s3://profiles --event-writer-url 'nats://profile?natsv2=true'",
                "  AUTOPGO_PORT=9000 hone server --blob-store-url file:///data --event-writer-url blob://profiles");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        LogOptions.start(arguments, terminal, LogFormat.JSON);
        terminal.complain(StandIn.warning(KeyOptions.file(arguments) != null));
        Serving serving = StandIn.serving(arguments, USUAL_PORT).withOtlp(arguments.flag("--otlp"));
        Storing storing = StandIn.storing(arguments, null, null);
        return Running.until(
                world.asked(),
                () -> new Assembly(serving, storing, Assembly.Faces.SERVER, null, world),
                assembly -> StandIn.LOG.info("listening on port {}", assembly.port()));
    }
}
