package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers get the load that was asked for, in turns, and what they fail at is not counted as done. */
class LoadTest {
    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final AtomicLong clock = new AtomicLong();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("a"), "first");
        Files.writeString(folder.resolve("b"), "second");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            seen.add(exchange.getRequestURI() + " " + body + " " + key);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/full") ? 503 : 201, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private LoadOptions options(String... words) {
        String all = String.join(" ", words)
                .replace("@", "http://127.0.0.1:" + server.getAddress().getPort());
        return LoadOptions.parse((all + " " + folder).split(" ", -1));
    }

    private List<Load.Served> run(LoadOptions options) {
        try (Load load = new Load(options, clock::incrementAndGet)) {
            return load.run();
        }
    }

    @Test
    void run_ofTwoServers_postsInTurnsAndTurnsTheOrderAround() {
        List<Load.Served> served =
                run(options("--clients 1 --uploads 2 --rounds 2 --discard 1 --key k --name x @/x --name y @/y"));

        assertThat(seen)
                .extracting(line -> line.substring(0, 2))
                .containsExactly("/x", "/x", "/y", "/y", "/y", "/y", "/x", "/x", "/x", "/x", "/y", "/y");
        assertThat(seen).element(0).isEqualTo("/x first Bearer k");
        assertThat(seen).element(1).isEqualTo("/x second Bearer k");
        assertThat(served).extracting(Load.Served::name).containsExactly("x", "y");
        assertThat(served).allSatisfy(one -> assertThat(one.bursts()).hasSize(2));
    }

    @Test
    void run_withManyClients_postsSoManyInAll() {
        List<Load.Served> served = run(options("--clients 16 --uploads 100 --rounds 1 --discard 0 --name x @/x"));

        assertThat(seen).hasSize(100);
        assertThat(served.getFirst().bursts().getFirst().each()).hasSize(100).allMatch(nanos -> nanos > 0);
    }

    @Test
    void run_ofServerWhoseProcessIsNamed_saysWhatItTookOfTheProcessors() {
        long here = ProcessHandle.current().pid();

        List<Load.Served> served =
                run(options("--uploads 2000 --rounds 1 --discard 0 --name x @/x --process " + here + " --name y @/y"));

        assertThat(served.getFirst().bursts().getFirst().processor()).isPositive();
        assertThat(served.getLast().bursts().getFirst().processor()).isZero();
    }

    @Test
    void run_ofServerThatRefuses_fails() {
        LoadOptions options = options("--clients 2 --uploads 2 --name busy @/full");

        assertThatThrownBy(() -> run(options))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("busy failed")
                .hasMessageContaining("503");
    }

    @Test
    void report_ofTwo_hasRatesAndRatio() {
        LoadOptions options = options("--uploads 2 --name x @/x --name y @/y");
        Load.Served fast = new Load.Served("x", List.of(new Load.Burst(1_000_000_000, List.of(1e6, 3e6), 5_000_000)));
        Load.Served slow = new Load.Served("y", List.of(new Load.Burst(2_000_000_000, List.of(2e6, 4e6), 0)));

        assertThat(LoadReport.of(List.of(fast, slow), options, new Random(1)))
                .contains("7 rounds of 2 uploads by 16 clients, after 2 rounds discarded")
                .containsPattern("x +2 +2 +2 +2\\.00 ms +3\\.00 ms +3\\.00 ms +2\\.50 ms")
                .containsPattern("y +1 .* -\n")
                .contains("y takes 2.00 times as long as x (95 %: 2.00 to 2.00)");
    }

    @Test
    void options_thatAreWrong_sayWhat() {
        assertThatThrownBy(() -> LoadOptions.parse("folder")).hasMessageContaining("name at least one server");
        assertThatThrownBy(() -> LoadOptions.parse("--name", "x", "http://h")).hasMessageContaining("one folder");
        assertThatThrownBy(() -> LoadOptions.parse("--clients", "many")).hasMessageContaining("'many' is not a number");
        assertThatThrownBy(() -> LoadOptions.parse("--clients")).hasMessageContaining("--clients needs a value");
        assertThatThrownBy(() -> LoadOptions.parse("--process", "1")).hasMessageContaining("follows the --name");
        assertThatThrownBy(() -> LoadOptions.parse("--fast")).hasMessageContaining("there is no option '--fast'");
        assertThatThrownBy(() -> LoadOptions.parse("--clients", "0", "--name", "x", "http://h", "f"))
                .hasMessageContaining("must be a client");
    }
}
