package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads go out one by one, each when the one before is folded in, and are counted by windows. */
class GrowthTest {
    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger waited = new AtomicInteger();
    private HttpServer server;
    private Path app;

    @BeforeEach
    void start() throws IOException {
        app = Files.createDirectories(folder.resolve("app"));
        Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(folder.resolve("profiles/a"), "first");
        Files.writeString(folder.resolve("profiles/b"), "second");
        Files.writeString(folder.resolve("requests"), "");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/web", exchange -> {
            exchange.getRequestBody().readAllBytes();
            Files.createDirectories(app.resolve("staging"));
            Files.createFile(app.resolve("staging/1"));
            Files.writeString(folder.resolve("requests"), "one\ntwo\n", StandardOpenOption.APPEND);
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.createContext("/full", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private List<Growth.Window> run(String path, String... words) {
        List<String> all = new ArrayList<>(
                List.of("--name", "x", "http://127.0.0.1:" + server.getAddress().getPort() + path, app.toString()));
        all.addAll(List.of(words));
        all.add(folder.resolve("profiles").toString());
        List<Growth.Window> heard = new ArrayList<>();
        try (Growth growth = new Growth(GrowthOptions.parse(all), clock::incrementAndGet, time -> fold())) {
            growth.run(heard::add);
        }
        return heard;
    }

    /** Whoever waits sees the worker do its work. */
    private void fold() {
        try {
            Files.delete(app.resolve("staging/1"));
            Files.writeString(app.resolve("default.pgo"), "published " + waited.incrementAndGet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void run_uploadsOneAfterTheOther_andCountsByWindows() {
        List<Growth.Window> windows = run(
                "/web",
                "--process",
                "self=" + ProcessHandle.current().pid(),
                "--requests",
                folder.resolve("requests").toString(),
                "--uploads",
                "5",
                "--window",
                "3",
                "--from",
                "10");

        assertThat(waited).hasValue(5);
        assertThat(windows).extracting(Growth.Window::first).containsExactly(11, 14);
        assertThat(windows).extracting(Growth.Window::last).containsExactly(13, 15);
        assertThat(windows)
                .allSatisfy(window -> assertThat(window.requests()).isEqualTo(2))
                .allSatisfy(window -> assertThat(window.cpu())
                        .containsOnlyKeys("self")
                        .allSatisfy((name, millis) -> assertThat(millis).isNotNegative()))
                .allSatisfy(window -> assertThat(window.published()).isEqualTo(11));
        assertThat(windows.getLast())
                .hasToString("x 14-15: median 2 ns, p90 2 ns, self "
                        + String.format(
                                Locale.ROOT, "%.1f", windows.getLast().cpu().get("self"))
                        + " ms, 2.0 requests, default.pgo 11 bytes");
    }

    @Test
    void run_ofServerThatRefuses_fails() {
        assertThatThrownBy(() -> run("/full"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("x failed")
                .hasMessageContaining("503");
    }

    @Test
    void options_thatAreWrong_sayWhat() {
        assertThatThrownBy(() -> GrowthOptions.parse(List.of("f"))).hasMessageContaining("name at least one server");
        assertThatThrownBy(() -> GrowthOptions.parse(List.of("--process", "a=1", "f")))
                .hasMessageContaining("--process comes behind the server");
        assertThatThrownBy(() -> GrowthOptions.parse(List.of("--name", "x", "http://h", "d", "--process", "1", "f")))
                .hasMessageContaining("'1' is not NAME=PID");
        assertThatThrownBy(() -> GrowthOptions.parse(List.of("--window"))).hasMessageContaining("needs a value");
    }
}
