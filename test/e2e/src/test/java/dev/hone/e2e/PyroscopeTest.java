package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario 7 of the specification: a Go program with Pyroscope's SDK in it feeds us by another address. */
@Tag("server")
@Tag("go")
class PyroscopeTest {
    private static final String KEY = "some-long-key";
    /** {@code printf %s some-long-key | sha256sum}. */
    private static final String KEY_LINE =
            "sha256:0b9af5211457b55e0f2167e5c1a35932e9713443a64d9d6c565dd759dd6cb359 name=fleet roles=submit,read app=shop-cart\n";

    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void program() {
        program = folder.resolve("push");
        Path oracle = Folder.ofCheckout().resolve("test/oracle");
        Call.Outcome built = Call.of(Path.of("/usr/bin/env"), "go", "build", "-o", program.toString(), "./push")
                .in(oracle)
                .run();
        assertThat(built.exit()).as(built.err()).isZero();
    }

    @Test
    void sdk_pushesEverything_andItsCpuProfilesArePublished() throws Exception {
        try (ServerProcess up = HoneProcess.up(folder)) {
            URI server = HoneProcess.address(up);
            holdPush(server, "");

            assertThat(download(server, "").exit()).isZero();
            assertThat(folder.resolve("default.pgo")).isNotEmptyFile();
            String metrics = metrics(server);
            assertThat(metrics)
                    .containsPattern("hone_push_taken_total\\{wire=\"ingest\"} [1-9]")
                    .containsPattern("hone_push_ignored_total\\{reason=\"type\",wire=\"ingest\"} [1-9]")
                    .doesNotContain("hone_push_refused_total{");
            assertThat(edges()).contains("main.fibonacci");
        }
    }

    @Test
    void sdk_withAKeyAsPassword_mayPush_andWithAnotherIsToldSo() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), KEY_LINE);
        try (ServerProcess up = HoneProcess.up(folder, List.of("--keys", keys.toString()))) {
            URI server = HoneProcess.address(up);
            holdPush(server, KEY);
            assertThat(download(server, KEY).exit()).isZero();

            Call.Outcome refused = push(server, "wrong");
            assertThat(refused.out()).isNotEqualTo("failed 0\n");
            assertThat(refused.err()).contains("failed to upload: (401)");
        }
    }

    private void holdPush(URI server, String key) {
        Call.Outcome outcome = push(server, key);
        assertThat(outcome.out()).as(outcome.err()).isEqualTo("failed 0\n");
    }

    private Call.Outcome push(URI server, String key) {
        return Call.of(program, server.toString(), "Shop.Cart", "v1", key)
                .in(folder)
                .run();
    }

    private Call.Outcome download(URI server, String key) {
        return Call.of(
                        HoneProcess.program(),
                        "download",
                        "-u",
                        server.toString(),
                        "shop-cart",
                        "-o",
                        folder.resolve("default.pgo").toString())
                .with("HONE_API_KEY", key)
                .run();
    }

    private String edges() {
        return Call.of(
                        HoneProcess.program(),
                        "profile",
                        "edges",
                        folder.resolve("default.pgo").toString())
                .run()
                .out();
    }

    private static String metrics(URI server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(server.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
