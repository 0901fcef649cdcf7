package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads go out when they are due, for one app after the other; each minute says what came of them. */
class SteadyTest {
    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("profile"), "five!");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            seen.add(path);
            exchange.sendResponseHeaders(path.endsWith("1") ? 503 : 201, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Time goes on only where somebody waits for it, and not before all uploads so far have come. */
    private List<Steady.Minute> run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        all.add(folder.toString());
        List<Steady.Minute> heard = new ArrayList<>();
        try (Steady steady = new Steady(SteadyOptions.parse(all), clock::get, this::pass)) {
            steady.run(heard::add);
        }
        return heard;
    }

    private void pass(Duration time) {
        int sent = passes.incrementAndGet();
        while (seen.size() < sent) {
            Thread.onSpinWait();
        }
        clock.addAndGet(time.toNanos());
    }

    @Test
    void run_forMinutes_uploadsWhatIsDue_andTellsOfFailures() {
        List<Steady.Minute> minutes = run(
                "--apps",
                "2",
                "--rate",
                "1",
                "--minutes",
                "2",
                "--data",
                folder.toString(),
                "--process",
                "self=" + ProcessHandle.current().pid());

        assertThat(clock).hasValue(Duration.ofSeconds(119).toNanos());
        assertThat(seen).hasSize(120).contains("/api/profile/steady-0", "/api/profile/steady-1");
        assertThat(minutes).extracting(Steady.Minute::number).containsExactly(1, 2);
        assertThat(minutes)
                .allSatisfy(minute -> assertThat(minute.stored()).isEqualTo(new Steady.Stored(1, 5)))
                .allSatisfy(minute -> assertThat(minute.resident()).isPositive())
                .allSatisfy(minute -> assertThat(minute).asString().contains("503"));
        assertThat(minutes.stream().mapToInt(minute -> minute.nanos().size()).sum())
                .isBetween(50, 60);
    }

    @Test
    void minute_withoutUploads_isStillTold() {
        assertThat(new Steady.Minute(3, List.of(), List.of(), 5, 1 << 20, new Steady.Stored(2, 2048)))
                .hasToString("minute 3: 0 uploads, 0 failed, p50 -, p99 -, 5.0 ms of processor each, 1.00 MiB resident,"
                        + " 2 files, 2.00 KiB");
    }

    @Test
    void options_ofAnIngest_pushAsPyroscopesClientsDo() {
        SteadyOptions options = SteadyOptions.parse(List.of("--ingest", "--apps", "2", "http://h/", "f"));

        assertThat(options.address(3)).hasToString("http://h/ingest?format=pprof&name=steady-1");
    }

    @Test
    void options_thatAreWrong_sayWhat() {
        assertThatThrownBy(() -> SteadyOptions.parse(List.of("http://h")))
                .hasMessageContaining("name a server and a folder");
        assertThatThrownBy(() -> SteadyOptions.parse(List.of("--rate", "0", "http://h", "f")))
                .hasMessageContaining("there must be an app");
        assertThatThrownBy(() -> SteadyOptions.parse(List.of("--fast"))).hasMessageContaining("no option '--fast'");
    }
}
