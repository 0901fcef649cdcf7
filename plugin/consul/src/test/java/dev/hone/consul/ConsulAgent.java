package dev.hone.consul;

import dev.hone.base.Sleeper;
import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A real agent of this machine that is its own cluster and forgets all when it stops. */
final class ConsulAgent implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE = 300;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = ServerProcess.freePort();
    private final Path folder;
    private ServerProcess process;

    ConsulAgent(Path folder) {
        this.folder = folder;
        process = start();
    }

    private ServerProcess start() {
        List<String> command = List.of(
                ServerProcess.program("consul", System.getenv()).toString(),
                "agent",
                "-dev",
                "-bind=127.0.0.1",
                "-client=127.0.0.1",
                "-http-port=" + port,
                "-grpc-port=-1",
                "-grpc-tls-port=-1",
                "-dns-port=-1",
                "-serf-lan-port=" + ServerProcess.freePort(),
                "-serf-wan-port=" + ServerProcess.freePort(),
                "-server-port=" + ServerProcess.freePort(),
                "-log-level=err");
        ServerProcess started = ServerProcess.start(command, Map.of(), port, folder);
        for (int i = 0; i < PATIENCE && get("/v1/status/leader").length() <= "\"\"".length(); i++) {
            pause();
        }
        return started;
    }

    private static void pause() {
        try {
            Sleeper.REAL.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).build()).body();
    }

    /** Asks for a change of the catalog. */
    void put(String path, Map<String, Object> body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url() + path))
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    void stop() {
        process.close();
    }

    void startAgain() {
        process = start();
    }

    @Override
    public void close() {
        stop();
        client.close();
    }
}
