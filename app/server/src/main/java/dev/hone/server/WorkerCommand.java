package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.server.log.LogFormat;

/** {@code hone worker}: stands in for {@code autopgo worker}. */
final class WorkerCommand implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Merge the profiles that servers took in. Options and variables are those of autopgo worker.")
                .environment("AUTOPGO");
        StandIn.port(declaration, 8081);
        declaration.required("--event-reader-url", "URL", "The bus to read events from.");
        StandIn.eventWriter(declaration);
        StandIn.blobStore(declaration);
        declaration.option("--prune", "FILE", "Rules in autopgo's form that say which functions to leave out.");
        StandIn.common(declaration);
        declaration.examples(
                "  hone worker --blob-store-url s3://profiles --event-writer-url 'nats://profile?natsv2=true' \\",
                "      --event-reader-url 'nats://profile?natsv2=true&queue=worker'");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        LogOptions.start(arguments, terminal, LogFormat.JSON);
        throw new NotYet("worker");
    }
}
