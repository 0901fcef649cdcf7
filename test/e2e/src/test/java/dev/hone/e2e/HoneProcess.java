package dev.hone.e2e;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Our own servers, started as people start them. */
final class HoneProcess {
    /** The Java to run, and without its second compiler, which costs more than it saves in the seconds that a test takes. */
    static final Map<String, String> ENVIRONMENT =
            Map.of("HONE_JAVA_HOME", System.getProperty("java.home"), "HONE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");

    private HoneProcess() {}

    /** The launcher of this checkout. */
    static Path program() {
        return Folder.ofCheckout().resolve("hone");
    }

    /** Everything in one process, with its data in {@code folder}. */
    static ServerProcess up(Path folder) {
        return up(folder, List.of());
    }

    /** The same with further options. */
    static ServerProcess up(Path folder, List<String> more) {
        int port = ServerProcess.freePort();
        List<String> options = new ArrayList<>(List.of(
                "--listen",
                "127.0.0.1:" + port,
                "--data",
                folder.resolve("hone-data").toString()));
        options.addAll(more);
        return start(folder, "up", port, options);
    }

    /** A command that serves, with options that make it listen on the port. */
    static ServerProcess start(Path folder, String name, int port, List<String> options) {
        List<String> command = new ArrayList<>(List.of(program().toString(), name));
        command.addAll(options);
        return ServerProcess.start(command, ENVIRONMENT, port, fresh(folder.resolve(name)));
    }

    /** What stands in for pgo-fleet's collector. */
    static ServerProcess collector(Path folder) throws IOException {
        int port = ServerProcess.freePort();
        Map<String, String> environment = new TreeMap<>(PgoFleetRecordingsTest.environment(port, folder));
        environment.putAll(ENVIRONMENT);
        return ServerProcess.start(List.of(program().toString(), "collector"), environment, port, fresh(folder));
    }

    static URI address(ServerProcess server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** What a server answers. */
    static String get(URI address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path fresh(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("hone"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
