package dev.hone.kit;

import dev.hone.base.Sleeper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real server that a test starts on loopback and stops by its process. */
public final class ServerProcess implements AutoCloseable {
    /** Four minutes: a server that is dead is noticed at once, one on a busy machine is waited for. */
    private static final int PATIENCE = 2400;

    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * The program of a server: on {@code PATH}, or where {@code ./check} puts its tools. The test is skipped when there is
     * none.
     */
    public static Path program(String name, Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        Path cache = Path.of(environment.getOrDefault(
                "XDG_CACHE_HOME", home.resolve(".cache").toString()));
        Optional<Path> found = Stream.concat(
                        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                                .map(Path::of),
                        Stream.of(cache.resolve("hone/tools/bin")))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(),
                () -> name + " is neither on PATH nor in " + cache + "/hone/tools; ./check installs it");
        return found.orElseThrow();
    }

    /** A port of loopback that nobody listens on right now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server and waits until its port is open; what it says goes to a file in {@code folder}. */
    public static ServerProcess start(List<String> command, Map<String, String> extra, int port, Path folder) {
        Path log = folder.resolve("server.log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(extra);
            ServerProcess server = new ServerProcess(builder.start(), port);
            server.awaitOpen(log);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitOpen(Path log) throws IOException {
        for (int i = 0; i < PATIENCE && process.isAlive(); i++) {
            if (isOpen()) {
                return;
            }
            pause();
        }
        close();
        throw new AssertionError("the server did not open port " + port + ":\n" + Files.readString(log));
    }

    private boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Sleeper.REAL.sleep(MOMENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public int port() {
        return port;
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Ends the server at once, without a word to it, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the server, and waits until it is gone. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
