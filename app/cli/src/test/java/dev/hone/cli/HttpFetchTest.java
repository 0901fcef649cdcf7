package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.hone.command.Terminal;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of running programs; the program here is a server of the JDK on loopback. */
final class HttpFetchTest {
    private static final String CPU = "/debug/pprof/profile";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private ExecutorService executor;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        executor = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        byte[] profile = bytes(Run.EXAMPLE);
        serve(CPU, exchange -> answer(exchange, 200, profile));
        serve("/old", exchange -> {
            exchange.getResponseHeaders().add("Location", CPU + "?seconds=2");
            answer(exchange, 302, new byte[0]);
        });
        serve("/text", exchange -> answer(exchange, 200, "not a profile".getBytes(StandardCharsets.UTF_8)));
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            handler.handle(exchange);
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    @Test
    void top_ofAUrl_isThatOfTheFile() {
        Run run = Run.of("profile", "top", url(CPU));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(Run.of("profile", "top", Run.EXAMPLE).out());
        assertThat(run.err()).isEqualTo("note: profiling " + url(CPU) + " for 30s\n");
        assertThat(asked).containsExactly(CPU);
    }

    @Test
    void seconds_takeThePlaceOfThoseInTheUrl() {
        Run run = Run.of("profile", "top", "--seconds", "7", url(CPU + "?seconds=3&gc=1"));

        assertThat(asked).containsExactly(CPU + "?gc=1&seconds=7");
        assertThat(run.err()).endsWith(" for 7s\n");
        assertThat(Run.of("profile", "info", "--seconds=-1", url(CPU)).err()).startsWith("hone: --seconds takes");
        assertThat(Run.of("profile", "info", "--seconds=0", url(CPU)).err()).startsWith("hone: --seconds takes");
    }

    @Test
    void seconds_areTakenByEveryCommandThatTakesAUrl() {
        for (String command : List.of("info", "top", "tree", "check", "edges", "digest", "preprofile")) {
            Run run = Run.of("profile", command, "--seconds", "7", url(CPU));

            assertThat(run.err()).as(command).isEqualTo("note: profiling " + url(CPU + "?seconds=7") + " for 7s\n");
            assertThat(Run.of("profile", command, "--help").out()).as(command).contains("URL");
        }
        Run.of("profile", "canonical", "--seconds", "7", url(CPU), "-o", out());
        Run.of("profile", "drift", "--seconds", "7", Run.EXAMPLE, url(CPU));
        Run.of("profile", "explain", "--seconds", "7", url(CPU), "tryBacktrack");
        assertThat(asked).hasSize(10).containsOnly(CPU + "?seconds=7");
    }

    @Test
    void fetch_withoutAPath_takesTheCpuProfile() {
        Run.of("profile", "info", "-q", url(""), url("/"), url("?seconds=4"));

        assertThat(asked).containsExactly(CPU, CPU, CPU + "?seconds=4");
    }

    @Test
    void fetch_quietly_saysNothing_whateverTheCommand() {
        for (String command : List.of("info", "top", "tree", "check", "edges", "digest", "preprofile")) {
            assertThat(Run.of("profile", command, "--quiet", url(CPU)).err())
                    .as(command)
                    .isEmpty();
        }
        for (String command : List.of("merge", "canonical")) {
            assertThat(Run.of("profile", command, "--quiet", url(CPU), "-o", out()))
                    .as(command)
                    .isEqualTo(new Run(0, "", ""));
        }
    }

    @Test
    void fetch_onATerminal_takesTheBarOutOfTheLineFirst() {
        Terminal.Facts watched = new Terminal.Facts(true, true, false, 100, Map.of());

        assertThat(Run.of(watched, InputStream.nullInputStream(), "profile", "top", url(CPU))
                        .err())
                .isEqualTo("\r\u001b[Knote: profiling " + url(CPU) + " for 30s\n");
    }

    @Test
    void fetch_redirect_isFollowed() {
        assertThat(Run.of("profile", "info", url("/old")).exitCode()).isZero();
        assertThat(asked).containsExactly("/old", CPU + "?seconds=2");
    }

    @Test
    void fetch_whatIsNotThere_quotesTheAnswer() {
        serve(
                "/gone",
                exchange -> answer(exchange, 404, "404 page\n not \u001b[31mfound".getBytes(StandardCharsets.UTF_8)));
        Run run = Run.of("profile", "top", url("/gone"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .endsWith(
                        url("/gone")
                                + ": the server answered 404: 404 page not \\u001b[31mfound; does the program import net/http/pprof?\n");
    }

    @Test
    void fetch_longRefusal_isQuotedInPart() {
        serve("/busy", exchange -> answer(exchange, 500, new byte[100_000]));

        assertThat(Run.of("profile", "top", url("/busy")).err())
                .contains("answered 500")
                .hasSizeLessThan(2_000);
    }

    @Test
    void fetch_whatIsNoProfile_isRefusedLikeAFile() {
        assertThat(Run.of("profile", "top", url("/text")).err()).contains(url("/text") + ": this is text");
    }

    @Test
    void fetch_moreThanTheLimit_isRefused() {
        Run run = Run.of("profile", "top", "--limit", "input=1KiB", url(CPU));

        assertThat(run.err()).contains("the limit 'input' is 1.00 KiB");
    }

    @Test
    void fetch_whereNothingListens_saysWhere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Run run = Run.of("profile", "top", "http://127.0.0.1:" + port + "/");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("nothing answers at 127.0.0.1:" + port);
    }

    @Test
    void fetch_ofASilentServer_endsWithTheTime() {
        serve("/silent", exchange -> await());
        serve("/stuck", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
        });
        for (String path : List.of("/silent", "/stuck")) {
            HttpFetch fetch = new HttpFetch(
                    ProfileUrl.of(url(path), 0),
                    new ProfileReader(ProfileLimits.defaults())::read,
                    Duration.ofMillis(300));
            assertThatExceptionOfType(ProfileException.class)
                    .as(path)
                    .isThrownBy(fetch::fetch)
                    .withMessageStartingWith("no profile came within");
        }
    }

    @Test
    void fetch_whereReadingEndsInAnError_isNotTakenForABadConnection() {
        HttpFetch fetch = new HttpFetch(
                ProfileUrl.of(url(CPU), 0),
                _ -> {
                    throw new StackOverflowError();
                },
                Duration.ofSeconds(30));

        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(fetch::fetch);
    }

    @Test
    void fetch_whoseThreadIsInterrupted_ends_andKeepsTheInterrupt() {
        serve("/silent", exchange -> await());
        HttpFetch fetch = new HttpFetch(
                ProfileUrl.of(url("/silent"), 0),
                new ProfileReader(ProfileLimits.defaults())::read,
                Duration.ofSeconds(60));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(fetch::fetch)
                .withMessage("the wait for it was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void merge_ofUrlsAndFiles_takesBoth() {
        Run run = Run.of("profile", "merge", url(CPU + "?seconds=3"), Run.EXAMPLE, "-o", out());

        assertThat(run.exitCode()).isZero();
        assertThat(asked).as("the seconds are no weight").containsExactly(CPU + "?seconds=3");
        assertThat(Run.of("profile", "top", out()).out()).startsWith("cpu/nanoseconds, 16.14s");
    }

    @Test
    void merge_urlWithAWeight_multiplies() {
        Run.of("profile", "merge", url(CPU) + "=2", url(CPU + "?seconds=1") + "=3", "-o", out());

        assertThat(asked).containsExactlyInAnyOrder(CPU, CPU + "?seconds=1");
        assertThat(Run.of("profile", "top", out()).out()).startsWith("cpu/nanoseconds, 40.35s");
    }

    /** All but one: the JDK's server sometimes sees the last of several connections only when one of the others moves. */
    @Test
    void merge_ofSeveralUrls_profilesThemSideBySide() {
        int programs = 8;
        CountDownLatch nearlyAllAreAsked = new CountDownLatch(programs - 1);
        byte[] profile = bytes(Run.EXAMPLE);
        serve("/slow", exchange -> {
            try {
                nearlyAllAreAsked.countDown();
                if (!nearlyAllAreAsked.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("they are not asked side by side");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            answer(exchange, 200, profile);
        });
        List<String> words = new ArrayList<>(List.of("profile", "merge", "-o", out()));
        words.addAll(Collections.nCopies(programs, url("/slow")));

        assertThat(Run.of(words.toArray(String[]::new)).exitCode()).isZero();
    }

    private static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void url_thatIsNone_isRefusedWithTheReason() {
        assertThat(Run.of("profile", "top", "http://").err()).contains("http://: this is no address");
        assertThat(Run.of("profile", "top", "https:///x").err()).contains("there is no host");
        assertThat(Run.of("profile", "top", "http://me:secret@localhost/").err())
                .contains("sends no user and password");
    }

    @Test
    void address_withoutAScheme_isHintedAt() {
        assertThat(Run.of("profile", "top", "localhost:6060/debug/pprof/heap").err())
                .contains("there is no such file; for a running program write http://localhost:6060/debug/pprof/heap");
    }

    @Test
    void timeout_isHalfAsLongAgainAndSomeMore() {
        assertThat(Fetching.timeout(30)).isEqualTo(Duration.ofSeconds(50));
        assertThat(Fetching.timeout(0)).isEqualTo(Duration.ofSeconds(65));
    }
}
