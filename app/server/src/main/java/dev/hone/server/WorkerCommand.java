package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.server.log.LogFormat;
import java.nio.file.Path;

/** {@code hone worker}: stands in for {@code autopgo worker}. */
final class WorkerCommand implements Command {
    private static final int USUAL_PORT = 8081;

    private final World world;

    WorkerCommand(World world) {
        this.world = world;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Merge the profiles that servers took in. Options and variables are those of autopgo worker.")
                .environment("AUTOPGO");
        StandIn.port(declaration, USUAL_PORT);
        declaration.required("--event-reader-url", "URL", "The bus to read events from.");
        StandIn.eventWriter(declaration);
        StandIn.blobStore(declaration);
        PruneFiles.declare(declaration);
        SigningOption.declare(declaration);
        StandIn.common(declaration);
        declaration.examples(
                "  hone worker --blob-store-url s3://profiles --event-writer-url 'nats://profile?natsv2=true' \\",
                "      --event-reader-url 'nats://profile?natsv2=true&queue=worker'");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        LogOptions.start(arguments, terminal, LogFormat.JSON);
        Path prune = PruneFiles.file(arguments);
        Serving serving = StandIn.serving(arguments, USUAL_PORT);
        Storing storing =
                StandIn.storing(arguments, arguments.value("--event-reader-url").orElseThrow(), prune);
        return Running.until(
                world.asked(),
                () -> new Assembly(serving, storing, Assembly.Faces.WORKER, null, world),
                assembly -> StandIn.LOG.info("working; signs of life on port {}", assembly.port()));
    }
}
