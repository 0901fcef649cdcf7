package dev.hone.gocache;

import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A daemon in this process, which serves a folder of a test; its socket lies beside that. */
final class RunningDaemon {
    private final Tenancy tenancy;
    private final CacheSocket socket;
    private final Daemon daemon;
    private final Thread running;

    private RunningDaemon(Tenancy tenancy, CacheSocket socket, Daemon daemon) {
        this.tenancy = tenancy;
        this.socket = socket;
        this.daemon = daemon;
        this.running = Thread.ofVirtual().start(this::run);
    }

    static RunningDaemon start(Path root) throws IOException {
        return start(root, UnaryOperator.identity());
    }

    /** With something before what it serves. */
    static RunningDaemon start(Path root, UnaryOperator<Daemon.Served> before) throws IOException {
        CacheSurroundings surroundings = new CacheSurroundings(InstantSource.system(), System::nanoTime, new Random(1));
        CacheOptions options =
                CacheOptions.read(List.of("--root-directory", root.toString()), Map.of(), Assembly.platform());
        Tenancy tenancy = new Tenancy(options, Porter.NONE, surroundings, Assembly.platform());
        CacheSocket socket = CacheSocket.of(root, environment(root));
        return new RunningDaemon(tenancy, socket, new Daemon(socket, before.apply(tenancy), "0.1.0"));
    }

    /** What a process is told that is to find the daemon of a folder. */
    static Map<String, String> environment(Path root) {
        return Map.of(
                "HONE_CACHE_DIR",
                root.toString(),
                "TMPDIR",
                root.resolveSibling("").toString());
    }

    private void run() {
        try {
            daemon.run(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    CacheSocket socket() {
        return socket;
    }

    /** What it counted, as a line of JSON. */
    String status() {
        return tenancy.status(0, 0);
    }

    boolean isAlive() {
        return running.isAlive();
    }

    /** Waits until it has ended by itself. */
    void join() throws InterruptedException {
        running.join();
    }

    void stop() throws InterruptedException {
        daemon.close();
        running.join();
        tenancy.close();
    }
}
