package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of a real Go program, taken by real processes of ours, come to servers of ours and of autopgo's. */
@Tag("server")
@Tag("go")
class ScrapeTest {
    @TempDir
    private static Path programs;

    @TempDir
    Path folder;

    private Process instance;
    private String address;
    private Path list;

    @BeforeAll
    static void build() {
        Path oracle = Folder.ofCheckout().resolve("test/oracle");
        Call.Outcome built = Call.of(Path.of("/usr/bin/env"), "go", "build", "-o", programs + "/", "./serve")
                .in(oracle)
                .run();
        assertThat(built.exit()).as(built.err()).isZero();
    }

    @BeforeEach
    void instance() throws IOException {
        instance = Call.of(programs.resolve("serve")).startPiped();
        BufferedReader says = instance.inputReader(StandardCharsets.UTF_8);
        address = says.readLine();
        list = Files.writeString(
                folder.resolve("targets.json"),
                "[{\"app\": \"fib\", \"address\": \"" + address + "\"}, {\"app\": \"fib\", \"address\": \"" + address
                        + "/debug/pprof/heap\", \"instance\": \"heap\"}]");
    }

    @AfterEach
    void stop() {
        instance.destroyForcibly();
    }

    @Test
    void scraper_feedsOurServer_andTellsOfTrouble() throws Exception {
        try (ServerProcess up = HoneProcess.up(folder);
                ServerProcess scraper = scraper(HoneProcess.address(up))) {
            awaitDownload(HoneProcess.address(up));
            Patience.until(() -> targets(scraper).contains("\"outcome\":\"not_cpu\""));

            assertThat(HoneProcess.get(HoneProcess.address(scraper).resolve("/api/health")))
                    .contains("file://" + list);
        }
    }

    @Test
    void up_withTargets_needsNoScraper_andReadsItsListAgainAtAHangUp() throws Exception {
        List<String> more = List.of(
                "--targets", list.toString(), "--scrape-for", "1s", "--scrape-every", "2s", "--overhead", "100");
        try (ServerProcess up = HoneProcess.up(folder, more)) {
            awaitDownload(HoneProcess.address(up));
            Patience.until(() -> status(up).contains("INSTANCE IN TROUBLE"));
            assertThat(status(up)).contains("heap").contains("it is a heap profile");

            Files.writeString(list, "[{\"app\": \"fib\", \"address\": \"" + address + "\"}]");
            Call.of(Path.of("/bin/sh"), "-c", "kill -HUP " + up.pid()).run();
            Patience.until(() -> !targets(up).contains("heap"));
        }
    }

    /** Scenario 2 of the specification. */
    @Test
    void scraper_feedsAutopgosServer_whoseWorkerMerges() throws Exception {
        Path theirs = Rival.AUTOPGO.program();
        try (Fleet fleet = Fleet.start(folder)) {
            fleet.worker(theirs);
            URI server = fleet.server(theirs);
            try (ServerProcess scraper = scraper(server)) {
                Patience.until(() -> fleet.bucket().keys().contains("fib/default.pgo"));
                Call.Outcome listed = Call.of(HoneProcess.program(), "list", "-u", server.toString())
                        .run();

                assertThat(listed.out()).contains("fib");
                assertThat(scraper.port()).isPositive();
            }
        }
    }

    private ServerProcess scraper(URI server) {
        int port = ServerProcess.freePort();
        return HoneProcess.start(
                folder,
                "scrape",
                port,
                List.of(
                        list.toString(),
                        "--api-url",
                        server.toString(),
                        "--port",
                        Integer.toString(port),
                        "--overhead",
                        "100",
                        "-s",
                        "2",
                        "-d",
                        "1s",
                        "-f",
                        "3s"));
    }

    private void awaitDownload(URI server) throws Exception {
        Path file = folder.resolve("default.pgo");
        Patience.until(
                () -> Call.of(HoneProcess.program(), "download", "-u", server.toString(), "fib", "-o", file.toString())
                                .run()
                                .exit()
                        == 0);
        assertThat(file).isNotEmptyFile();
    }

    private static String status(ServerProcess up) {
        return Call.of(
                        HoneProcess.program(),
                        "pgo",
                        "status",
                        "fib",
                        "-u",
                        HoneProcess.address(up).toString())
                .run()
                .out();
    }

    private static String targets(ServerProcess process) {
        return HoneProcess.get(HoneProcess.address(process).resolve("/api/hone/v1/targets"));
    }
}
