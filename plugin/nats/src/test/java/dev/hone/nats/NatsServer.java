package dev.hone.nats;

import dev.hone.base.Sleeper;
import dev.hone.event.EventBuses;
import dev.hone.event.EventSurroundings;
import dev.hone.kit.ServerProcess;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A real NATS server of this machine, which can be stopped and started again with what it kept. */
final class NatsServer implements AutoCloseable {
    private final Path folder;
    private final int port = ServerProcess.freePort();
    private ServerProcess process;

    private NatsServer(Path folder) {
        this.folder = folder;
        this.process = start();
    }

    static NatsServer in(Path folder) {
        return new NatsServer(folder);
    }

    private ServerProcess start() {
        List<String> command = List.of(
                ServerProcess.program("nats-server", System.getenv()).toString(),
                "--addr",
                "127.0.0.1",
                "--port",
                "" + port,
                "--jetstream",
                "--store_dir",
                folder.resolve("data").toString());
        return ServerProcess.start(command, Map.of(), port, folder);
    }

    void stop() {
        process.close();
    }

    void startAgain() {
        process = start();
    }

    String url() {
        return "nats://127.0.0.1:" + port;
    }

    EventBuses buses() {
        return at(url());
    }

    static EventBuses at(String url) {
        EventSurroundings surroundings = EventSurroundings.of(InstantSource.system(), Sleeper.REAL, new SecureRandom())
                .with(Map.of("NATS_SERVER_URL", url));
        return EventBuses.of(surroundings, List.of(NatsScheme.create()));
    }

    @Override
    public void close() {
        stop();
    }
}
