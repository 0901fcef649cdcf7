package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody, or a disk, changed what is stored: it is not handed out as if nothing had happened. */
final class TamperedStoreTest {
    private static final String WEB = "/api/hone/v1/apps/web";

    @TempDir
    private Path folder;

    private RunningServer server() throws Exception {
        RunningServer server = RunningServer.on(new FileUrl(blobs()).text(), folder);
        server.publish("web", Profiles.cpu(1), 1);
        server.publish("web", Profiles.cpu(2), 2);
        return server;
    }

    private Path blobs() {
        return folder.resolve("blobs");
    }

    /** Changes one byte in the middle of a file of a generation. */
    private void flip(int generation, String name) throws IOException {
        Path file = blobs().resolve("web/hone/generations/" + generation).resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @CsvSource({"canonical, profile.pb.gz", "preprofile, preprofile.txt", "edges, sum.edges"})
    void download_ofAFormOfWhichAByteChanged_isRefusedAndNamed(String form, String file) throws Exception {
        try (RunningServer server = server()) {
            flip(2, file);
            Reply reply = server.get("/api/profile/web?form=" + form);

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.message()).startsWith(file + " of generation 2 of web is not what was published");
            assertThat(server.get("/api/profile/web?generation=1&form=" + form).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void merge_ofWhatChanged_isRefused() throws Exception {
        try (RunningServer server = RunningServer.on(new FileUrl(blobs()).text(), folder)) {
            server.send("POST", "/v1/submit", Profiles.cpu(1));
            server.await(
                    "default", status -> status.path("stable").path("number").asInt() == 1);
            Path file = blobs().resolve("default/hone/generations/1/profile.pb.gz");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            Reply reply = server.send("POST", "/v1/merge", "");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).isEmpty();
        }
    }

    @Test
    void rollback_toAProfileThatChanged_isRefused_andTheChannelStays() throws Exception {
        try (RunningServer server = server()) {
            byte[] published = Files.readAllBytes(blobs().resolve("web/default.pgo"));
            flip(1, "profile.pb.gz");
            Reply reply = server.send("POST", WEB + "/channels/stable/rollback", "");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.message()).startsWith("profile.pb.gz of generation 1 of web is not what was published");
            assertThat(blobs().resolve("web/default.pgo")).hasBinaryContent(published);
            assertThat(server.get("/api/profile/web").body()).isEqualTo(published);
        }
    }

    @Test
    void manifest_ofWhichAByteChanged_makesNoGenerationAgain() throws Exception {
        try (RunningServer server = server()) {
            flip(2, "inputs.edges");

            assertThat(server.send("POST", WEB + "/rebuild?generation=2", "").message())
                    .contains("inputs.edges of generation 2 of web is not what was published");
            assertThat(server.get(WEB + "/generations/2").status()).isEqualTo(200);
        }
    }
}
