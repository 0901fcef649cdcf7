package dev.hone.e2e;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bucket and a bus, and the servers and workers that a test starts on them: the rival's, ours, or some of each. */
final class Fleet implements AutoCloseable {
    private final Path folder;
    private final Bucket bucket;
    private final Bus bus;
    private int started;
    private final Deque<ServerProcess> processes = new ArrayDeque<>();

    private Fleet(Path folder, Bucket bucket, Bus bus) {
        this.folder = folder;
        this.bucket = bucket;
        this.bus = bus;
    }

    static Fleet start(Path folder) {
        return new Fleet(folder, Bucket.start(fresh(folder, "bucket")), Bus.start(fresh(folder, "bus")));
    }

    private static Path fresh(Path folder, String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bucket bucket() {
        return bucket;
    }

    Bus bus() {
        return bus;
    }

    /** Starts a server that is called like autopgo's. */
    URI server(Path program) {
        return start(program, "server", List.of());
    }

    /** Starts a worker that is called like autopgo's; its place is that of its health. */
    URI worker(Path program) {
        return start(program, "worker", List.of("--event-reader-url", events() + "&queue=worker"));
    }

    private URI start(Path program, String role, List<String> more) {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                role,
                "--port",
                Integer.toString(port),
                "--event-writer-url",
                events(),
                "--blob-store-url",
                bucket.url()));
        command.addAll(more);
        processes.push(ServerProcess.start(command, environment(), port, fresh(folder, role + started++)));
        return URI.create("http://127.0.0.1:" + port);
    }

    private static String events() {
        return "nats://" + Bus.SUBJECT + "?natsv2=true";
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(Bucket.KEYS);
        environment.putAll(HoneProcess.ENVIRONMENT);
        environment.put("NATS_SERVER_URL", bus.url());
        return environment;
    }

    /** Stops servers and workers, and leaves bucket and bus. */
    void stop() {
        while (!processes.isEmpty()) {
            processes.pop().close();
        }
    }

    @Override
    public void close() {
        stop();
        bus.close();
        bucket.close();
    }
}
