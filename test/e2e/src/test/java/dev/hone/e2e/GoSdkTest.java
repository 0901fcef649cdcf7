package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Go program with our profiler in it feeds our service, autopgo's server and pgo-fleet's collector. */
@Tag("server")
@Tag("go")
class GoSdkTest {
    @TempDir
    private static Path programs;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        fine(Call.of(
                        Path.of("/usr/bin/env"),
                        "go",
                        "build",
                        "-o",
                        programs + "/",
                        "./internal/service",
                        "./internal/embeddedclient")
                .in(Folder.ofCheckout().resolve("sdk/go")));
    }

    @Test
    void service_feedsUp_withAllThatItKnowsOfItself() {
        try (ServerProcess up = HoneProcess.up(folder)) {
            URI server = HoneProcess.address(up);
            assertThat(service(server, "--count", "2", "--app", "web", "--version", "v1", "--workload", "checkout"))
                    .startsWith("sent 2, spooled 0, dropped 0");

            String status = fine(hone("pgo", "status", "web", "--json", "-u", server.toString()));
            assertThat(status).containsPattern("\"uploads\" ?: ?2\\b").contains("\"v1\"", "\"checkout\"");
        }
    }

    @Test
    void service_withoutApp_isCalledAsItsMainPackage() {
        try (ServerProcess up = HoneProcess.up(folder)) {
            URI server = HoneProcess.address(up);
            service(server);

            assertThat(fine(hone("pgo", "status", "service", "-u", server.toString())))
                    .contains("1 upload");
        }
    }

    @Test
    void service_whoseServerIsAway_leavesItsProfilesToTheNextRun() throws IOException {
        Path spool = folder.resolve("spool");
        URI nobody = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
        assertThat(service(nobody, "--app", "web", "--spool", spool.toString(), "--count", "1"))
                .startsWith("sent 0, spooled 1, dropped 0");
        assertThat(Folder.list(spool.resolve("web"), ".profile")).hasSize(1);

        try (ServerProcess up = HoneProcess.up(folder)) {
            assertThat(service(HoneProcess.address(up), "--app", "web", "--spool", spool.toString(), "--count", "2"))
                    .startsWith("sent 2, spooled 0, dropped 0");
        }
        assertThat(Folder.list(spool.resolve("web"), ".profile")).isEmpty();
    }

    @Test
    void service_feedsAutopgosServer_andItsWorker() throws Exception {
        Path theirs = Rival.AUTOPGO.program();
        try (Fleet fleet = Fleet.start(folder)) {
            fleet.worker(theirs);
            service(fleet.server(theirs), "--protocol", "autopgo", "--app", "web");

            String merged = "web/default.pgo";
            Patience.until(() -> fleet.bucket().keys().contains(merged));
            assertThat(functions(fleet.bucket().read(merged))).contains("main.main");
        }
    }

    @Test
    void service_feedsPgoFleetsCollector() throws IOException {
        try (ServerProcess theirs = theirCollector()) {
            assertThat(service(HoneProcess.address(theirs), "--protocol", "pgo-fleet", "--key", "submit-key"))
                    .startsWith("sent 1, spooled 0, dropped 0");
        }
        Path stored = Folder.list(folder.resolve("profiles"), ".pgo").getFirst();
        assertThat(functions(Files.readAllBytes(stored))).contains("main.main");
    }

    @Test
    void service_feedsOurCollector() throws IOException {
        try (ServerProcess ours = HoneProcess.collector(folder)) {
            assertThat(service(HoneProcess.address(ours), "--protocol", "pgo-fleet", "--key", "submit-key"))
                    .startsWith("sent 1, spooled 0, dropped 0");
        }
    }

    @Test
    void embedded_feedsOurCollector_andIsToldOfAWrongKey() throws IOException {
        try (ServerProcess ours = HoneProcess.collector(folder)) {
            assertThat(fine(embedded(ours, "submit-key"))).isEqualTo("submitted 2, failed 0\n");
            assertThat(embedded(ours, "wrong").run().out()).contains("unexpected status code 403");
        }
    }

    @Test
    void embedded_feedsPgoFleetsCollector() throws IOException {
        try (ServerProcess theirs = theirCollector()) {
            assertThat(fine(embedded(theirs, "submit-key"))).isEqualTo("submitted 2, failed 0\n");
        }
        assertThat(Folder.list(folder.resolve("profiles"), ".pgo")).hasSize(2);
    }

    private ServerProcess theirCollector() throws IOException {
        int port = ServerProcess.freePort();
        return ServerProcess.start(
                List.of(Rival.PGO_FLEET.program().toString()),
                PgoFleetRecordingsTest.environment(port, folder),
                port,
                folder);
    }

    /** Runs the program until its profiles arrived, and says what became of them. */
    private String service(URI server, String... options) {
        List<String> words = new ArrayList<>(List.of("--server", server.toString()));
        words.addAll(List.of(options));
        return fine(Call.of(programs.resolve("service"), words.toArray(String[]::new))
                .in(folder));
    }

    private Call embedded(ServerProcess collector, String key) {
        String address = HoneProcess.address(collector) + "/v1/submit";
        return Call.of(programs.resolve("embeddedclient"), address, key, "100ms", "500ms", "2")
                .in(folder);
    }

    private Call hone(String... words) {
        return Call.of(HoneProcess.program(), words).in(folder);
    }

    private static String fine(Call call) {
        Call.Outcome outcome = call.run();
        assertThat(outcome.exit()).as(call.words() + ": " + outcome.err()).isZero();
        return outcome.out();
    }

    private static List<String> functions(byte[] packed) {
        Profile profile = Pprof.read(packed, ProfileLimits.defaults()).profile();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < profile.functions().size(); i++) {
            names.add(profile.functions().name(i).toString());
        }
        return names;
    }
}
