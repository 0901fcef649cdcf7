package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hone.base.Secret;
import dev.hone.cache.HttpRemoteSettings;
import dev.hone.cache.RemoteChoice;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import dev.hone.server.cache.MetricsProxy;
import dev.hone.server.http.HttpLimits;
import dev.hone.server.http.Listening;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Gate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in for cacheprog's proxy. */
final class CacheProxyTest {
    private static final byte[] BODY = "what a step gave".getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "/cache/" + RunningServer.sha256("action");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        client.close();
    }

    private CacheAssembly proxy(RemoteChoice choice, List<Route> more) {
        World world = new World(
                InstantSource.system(), System::nanoTime, new SecureRandom(), Map.of(), new CountDownLatch(1));
        CacheAssembly assembly = new CacheAssembly(
                new Serving(Listening.parse("127.0.0.1:0"), Gate.Openness.AS_ORIGINAL, null, HttpLimits.USUAL, false),
                metrics -> Sharing.handingOn(choice, folder.resolve("incoming"), world, metrics),
                more,
                world);
        assembly.start();
        return assembly;
    }

    private HttpResponse<String> send(CacheAssembly proxy, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + proxy.port() + path);
        return client.send(request.uri(address).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder put() {
        return HttpRequest.newBuilder()
                .PUT(BodyPublishers.ofByteArray(BODY))
                .header("X-Cacheprog-OutputID", RunningServer.sha256(BODY))
                .header("X-Cacheprog-UncompressedSize", "16");
    }

    private static RemoteChoice.Http server(RunningServer server, String key) {
        return new RemoteChoice.Http(new HttpRemoteSettings(
                URI.create("http://127.0.0.1:" + server.assembly().port() + "/"),
                List.of(new HttpRemoteSettings.Header("Authorization", Secret.of("Bearer " + key))),
                Duration.ofSeconds(5)));
    }

    @Test
    void proxy_withoutAStore_takesEverythingAndHasNothing() throws Exception {
        try (CacheAssembly proxy = proxy(new RemoteChoice.Disabled(), List.of())) {
            assertThat(send(proxy, PATH, put()).statusCode()).isEqualTo(200);
            assertThat(send(proxy, PATH, HttpRequest.newBuilder()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void proxy_handsOnWhatAServerHas_withItsKey() throws Exception {
        try (RunningServer server = RunningServer.withKeys(folder, "name=proxy roles=read,submit");
                CacheAssembly proxy = proxy(server(server, "proxy"), List.of())) {
            assertThat(send(proxy, PATH, put()).statusCode()).isEqualTo(200);

            assertThat(server.as("proxy").get(PATH).body()).isEqualTo(BODY);
            HttpResponse<String> got = send(proxy, PATH, HttpRequest.newBuilder());
            assertThat(got.body()).isEqualTo("what a step gave");
            assertThat(got.headers().firstValue("Content-Length")).contains("16");
            assertThat(got.headers().firstValue("X-Cacheprog-UncompressedSize")).contains("16");
        }
    }

    @Test
    void proxy_whoseServerRefusesIt_isAFailureAndNoMiss() throws Exception {
        try (RunningServer server = RunningServer.withKeys(folder, "name=proxy roles=read");
                CacheAssembly proxy = proxy(server(server, "stranger"), List.of())) {
            assertThat(send(proxy, PATH, HttpRequest.newBuilder()).statusCode()).isEqualTo(500);
            assertThat(send(proxy, PATH, put()).statusCode()).isEqualTo(500);
        }
    }

    @Test
    void metrics_areHandedOn_withLabelsInThePathAndHeadersAdded() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer push = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        push.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().get("X-Extra-Header") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("X-Said", "thanks");
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        push.start();
        URI endpoint = URI.create("http://127.0.0.1:" + push.getAddress().getPort());
        List<HttpRemoteSettings.Header> headers =
                List.of(new HttpRemoteSettings.Header("X-Extra-Header", Secret.of("proxy's")));
        try (MetricsProxy metrics = new MetricsProxy(endpoint, Map.of("job", "test", "a", "b"), headers);
                CacheAssembly proxy = proxy(new RemoteChoice.Disabled(), metrics.routes())) {
            HttpResponse<String> said = send(
                    proxy,
                    "/metricsproxy?q=1",
                    HttpRequest.newBuilder()
                            .method("PUT", BodyPublishers.ofString("some_total 1"))
                            .header("X-Extra-Header", "client's"));
            assertThat(said.statusCode()).isEqualTo(202);
            assertThat(said.headers().firstValue("X-Said")).contains("thanks");
            assertThat(asked).containsExactly("PUT /metrics/job/test/a/b?q=1 [client's, proxy's] some_total 1");
            push.stop(0);
            assertThat(send(proxy, "/metricsproxy", HttpRequest.newBuilder()).statusCode())
                    .isEqualTo(502);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--remote-storage-type s3, --s3-bucket",
        "--remote-storage-type ftp, 's3, http or disabled'",
        "--listen-address x, HOST:PORT",
        "--remote-storage-type s3 --s3-bucket b --s3-prefix {%x%}, '{% x %}'",
        "--metrics-proxy-endpoint http://x --metrics-proxy-extra-labels a, name=value",
    })
    void options_thatAreWrong_areNamed(String options, String named) {
        Run run = Run.of(("cache proxy " + options).split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(named);
    }

    @Test
    void proxy_byVariables_listensAsOpenlyAsTheOriginal_andSaysSo() {
        Map<String, String> variables = Map.of(
                "CACHEPROG_PROXY_LISTEN_ADDRESS", "127.0.0.1:0",
                "CACHEPROG_REMOTE_STORAGE_TYPE", "s3",
                "CACHEPROG_S3_BUCKET", "builds",
                "CACHEPROG_S3_PREFIX", "{% env.TEAM %}/{% GOOS %}",
                "CACHEPROG_METRICS_PROXY_ENDPOINT", "http://127.0.0.1:1",
                "CACHEPROG_METRICS_PROXY_EXTRA_LABELS", "job=x,branch=main",
                "CACHEPROG_METRICS_PROXY_EXTRA_HEADERS", "X-A:b,X-C:d",
                "CACHEPROG_LOG_OUTPUT", folder.resolve("log").toString(),
                "TEAM", "red");
        Run run = Run.with(variables, "cache", "proxy", "--log-level=DEBUG");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).containsOnlyOnce("anybody who can reach this port");
        assertThat(folder.resolve("log")).content().contains("listening");
    }

    @Test
    void profiles_thatAreAskedFor_areWrittenWhenItEnds() throws IOException {
        Map<String, String> variables = Map.of(
                "CACHEPROG_CPU_PROFILE_PATH", folder.resolve("cpu").toString(),
                "CACHEPROG_FGPROF_PATH", folder.resolve("time").toString());
        Run run = Run.with(
                variables,
                "cache",
                "proxy",
                "--listen-address=127.0.0.1:0",
                "--mem-profile=" + folder.resolve("memory"),
                "--trace-profile=" + folder.resolve("none/trace"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Pprof.read(Files.readAllBytes(folder.resolve("cpu")), ProfileLimits.defaults())
                        .profile()
                        .sampleTypes())
                .hasSize(2);
        for (String recording : List.of("memory", "time")) {
            assertThat(Files.readAllBytes(folder.resolve(recording)))
                    .as(recording)
                    .startsWith('F', 'L', 'R');
        }
        assertThat(run.err()).containsOnlyOnce("no profile was written to " + folder.resolve("none/trace"));
    }

    /** Nothing is left of a proxy that ended. */
    @Test
    void proxy_thatEnded_leavesNoFolderBehind() throws IOException {
        long before = folders();
        assertThat(Run.of("cache", "proxy", "--listen-address", "127.0.0.1:0").exitCode())
                .isZero();

        assertThat(folders()).isEqualTo(before);
    }

    private static long folders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("hone-cache-proxy"))
                    .count();
        }
    }
}
