package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hone.base.Secret;
import dev.hone.base.Sleeper;
import dev.hone.collect.CollectBudget;
import dev.hone.collect.CollectSettings;
import dev.hone.collect.QuietHours;
import dev.hone.intake.HttpIntake;
import dev.hone.server.http.HttpLimits;
import dev.hone.server.http.Listening;
import dev.hone.server.keys.Gate;
import dev.hone.targets.FileTargetSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scraper, an instance and a server: what is taken of the one comes to the other. */
final class ScrapingTest {
    @TempDir
    private Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer instance;

    @BeforeEach
    void serve() throws IOException {
        instance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        instance.createContext("/debug/pprof/profile", exchange -> {
            byte[] profile = Profiles.cpu(asked.incrementAndGet());
            exchange.sendResponseHeaders(200, profile.length);
            exchange.getResponseBody().write(profile);
            exchange.close();
        });
        instance.start();
    }

    @AfterEach
    void stop() {
        instance.stop(0);
    }

    private FileTargetSource source() throws IOException {
        String address = "http://127.0.0.1:" + instance.getAddress().getPort();
        String list = "[{\"app\": \"web\", \"address\": \"" + address
                + "\", \"version\": \"v7\", \"revision\": \"0a1b2c\", \"workload\": \"shop\"}]";
        return new FileTargetSource(Files.writeString(folder.resolve("targets.json"), list), "");
    }

    private ScrapeAssembly scraping(HttpIntake intake) throws IOException {
        CollectSettings settings = new CollectSettings(
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                CollectBudget.ALL,
                QuietHours.NONE,
                CollectSettings.Reach.USUAL);
        World world = new World(
                InstantSource.system(), System::nanoTime, new SecureRandom(), Map.of(), new CountDownLatch(1));
        FileTargetSource source = source();
        Serving serving =
                new Serving(Listening.parse("127.0.0.1:0"), Gate.Openness.AS_ORIGINAL, null, HttpLimits.USUAL, false);
        ScrapeAssembly assembly = new ScrapeAssembly(
                serving,
                listener -> new Collecting(new Collecting.Wanted(source, settings), intake, world, listener),
                intake,
                world);
        assembly.start();
        return assembly;
    }

    private static HttpIntake to(RunningServer server, @Nullable Secret key) {
        return new HttpIntake(URI.create("http://127.0.0.1:" + server.assembly().port()), key, Duration.ofSeconds(10));
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void profilesOfAnInstance_comeToOurServer_andAreCountedOnTheWay() throws Exception {
        try (RunningServer server = RunningServer.of(folder);
                ScrapeAssembly scraper = scraping(to(server, null))) {
            var status = server.await("web", each -> each.path("uploads").asInt() >= 2);

            assertThat(status.path("versions").path(0).path("version").asString())
                    .isEqualTo("v7");
            assertThat(status.path("workloads").path(0).path("workload").asString())
                    .isEqualTo("shop");
            String name = "file://" + folder.resolve("targets.json");
            assertThat(get(scraper.port(), "/api/health"))
                    .contains("{\"status\":\"healthy\",\"dependencies\":[{\"name\":\"" + name);
            assertThat(get(scraper.port(), "/api/ready")).isEqualTo("{}\n");
            assertThat(get(scraper.port(), "/metrics"))
                    .contains("hone_collect_targets 1.0")
                    .contains("hone_collect_attempts_total{outcome=\"delivered\"}");
            assertThat(get(scraper.port(), "/api/hone/v1/targets?app=web"))
                    .contains("\"outcome\":\"delivered\"", "\"revision\":\"0a1b2c\"");
            assertThat(get(scraper.port(), "/api/hone/v1/targets?app=other")).contains("\"targets\":[]");
        }
    }

    /** What cannot be had is refused, counted and told, and the good one is profiled as if it were alone. */
    @Test
    void trouble_isCounted_andToldOfEachInstance() throws Exception {
        String address = "http://127.0.0.1:" + instance.getAddress().getPort();
        Path list = Files.writeString(
                folder.resolve("targets.json"),
                "[{\"app\": \"web\", \"address\": \"" + address + "\"}, {\"app\": \"web\", \"address\": \"" + address
                        + "/missing\"}, {\"app\": \"web\", \"address\": \"http://169.254.169.254\"}]");
        try (RunningServer server = RunningServer.of(folder)) {
            server.scrape(new FileTargetSource(list, ""));
            server.await("web", each -> each.path("uploads").asInt() >= 2);
            Reply told = server.get("/api/hone/v1/targets?app=web");
            while (!told.text().contains("forbidden_address") || !told.text().contains("bad_status")) {
                Sleeper.REAL.sleep(Duration.ofMillis(20));
                told = server.get("/api/hone/v1/targets?app=web");
            }
            Files.writeString(list, "no list");
            while (!told.text().contains("is not JSON")) {
                Sleeper.REAL.sleep(Duration.ofMillis(20));
                told = server.get("/api/hone/v1/targets?app=web");
            }

            assertThat(told.json().path("targets")).hasSize(3);
            assertThat(server.get("/metrics").text())
                    .contains("hone_collect_attempts_total{outcome=\"bad_status\"}")
                    .contains("hone_collect_attempts_total{outcome=\"forbidden_address\"}")
                    .contains("hone_collect_targets_stale 1.0");
        }
    }

    @Test
    void aKey_letsProfilesIn() throws Exception {
        try (RunningServer server =
                        RunningServer.withKeys(folder, "name=fleet roles=submit app=web", "name=me roles=read");
                ScrapeAssembly scraper = scraping(to(server, Secret.of("fleet")))) {
            server.as("me").await("web", each -> each.path("uploads").asInt() >= 1);

            assertThat(scraper.port()).isPositive();
        }
    }

    @Test
    void withoutAKey_theServerDenies_andTheTargetIsNotToBlame() throws Exception {
        try (RunningServer server = RunningServer.withKeys(folder, "name=me roles=read");
                ScrapeAssembly scraper = scraping(to(server, null))) {
            String told = get(scraper.port(), "/api/hone/v1/targets");
            while (!told.contains("not_handed_in")) {
                Sleeper.REAL.sleep(Duration.ofMillis(20));
                told = get(scraper.port(), "/api/hone/v1/targets");
            }

            assertThat(told).contains("\"failures\":0");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void up_scrapesByItself() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.scrape(source());
            server.await("web", each -> each.path("uploads").asInt() >= 2);

            assertThat(server.get("/api/hone/v1/targets")
                            .json()
                            .path("targets")
                            .path(0)
                            .path("delivered")
                            .asInt())
                    .isPositive();
        }
    }

    @Test
    void targets_areForWhoMaySeeTheirApp() throws Exception {
        try (RunningServer server =
                RunningServer.withKeys(folder, "name=all roles=read", "name=other roles=read app=other")) {
            server.scrape(source());
            Reply all = server.as("all").get("/api/hone/v1/targets");
            while (!all.text().contains("web")) {
                Sleeper.REAL.sleep(Duration.ofMillis(20));
                all = server.as("all").get("/api/hone/v1/targets");
            }

            assertThat(server.as("other").get("/api/hone/v1/targets").text()).doesNotContain("web");
            assertThat(server.get("/api/hone/v1/targets").status()).isEqualTo(401);
        }
    }
}
