package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs with pgo-fleet's profiler in them, and builds that ask its collector, find in ours what they need. */
@Tag("server")
@Tag("go")
class PgoFleetClientTest {
    @TempDir
    Path folder;

    @Test
    void profiler_withItsKey_submits() throws IOException {
        Path client = Rival.PGO_FLEET_CLIENT.program();
        try (ServerProcess collector = HoneProcess.collector(folder)) {
            assertThat(submit(client, collector, "submit-key", 2).out()).isEqualTo("submitted 2, failed 0\n");
        }
    }

    @Test
    void profiler_withWrongKey_isToldSo() throws IOException {
        Path client = Rival.PGO_FLEET_CLIENT.program();
        try (ServerProcess collector = HoneProcess.collector(folder)) {
            Call.Outcome outcome = submit(client, collector, "wrong", 1);

            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.out()).contains("unexpected status code 403");
        }
    }

    @Test
    void merge_ofWhatTheProfilerSubmitted_isTakenByGo() throws IOException {
        Path client = Rival.PGO_FLEET_CLIENT.program();
        try (ServerProcess collector = HoneProcess.collector(folder)) {
            submit(client, collector, "submit-key", 2);
            holdMerge(collector);
        }
    }

    @Test
    void merge_ofFolderThatTheirCollectorFilled_isTakenByGo() throws IOException {
        Path client = Rival.PGO_FLEET_CLIENT.program();
        int port = ServerProcess.freePort();
        try (ServerProcess theirs = ServerProcess.start(
                List.of(Rival.PGO_FLEET.program().toString()),
                PgoFleetRecordingsTest.environment(port, folder),
                port,
                folder)) {
            submit(client, theirs, "submit-key", 2);
        }
        try (ServerProcess collector = HoneProcess.collector(folder)) {
            holdMerge(collector);
        }
    }

    @Test
    void collector_withoutKeyFile_ends() {
        Call.Outcome outcome = Call.of(HoneProcess.program(), "collector")
                .with("PGOF_SUBMIT_AUTH_KEYS_FILE", folder.resolve("absent").toString())
                .with("PGOF_DIRECTORY", folder.toString())
                .in(folder)
                .run();

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.err()).contains(folder.resolve("absent").toString());
    }

    private Call.Outcome submit(Path client, ServerProcess collector, String key, int count) {
        String address = HoneProcess.address(collector) + "/v1/submit";
        return Call.of(client, address, key, "100ms", "500ms", Integer.toString(count))
                .in(folder)
                .run();
    }

    private void holdMerge(ServerProcess collector) throws IOException {
        WireMessage request = WireMessage.parse("""
                POST /v1/merge?and_combine=true HTTP/1.1
                Host: <host>
                Authorization: Bearer merge-key
                Content-Length: 0
                """);
        WireMessage answer = WireSocket.ask(collector.port(), request);
        Path merged = Files.write(folder.resolve("merged.pgo"), answer.body().getBytes(StandardCharsets.ISO_8859_1));
        Path text = folder.resolve("merged.txt");
        Call.Outcome outcome = Call.of(
                        Path.of("/usr/bin/env"),
                        "go",
                        "tool",
                        "preprofile",
                        "-i",
                        merged.toString(),
                        "-o",
                        text.toString())
                .run();

        assertThat(answer.start()).startsWith("HTTP/1.1 200");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(text).content().startsWith("GO PREPROFILE V1\n");
    }
}
