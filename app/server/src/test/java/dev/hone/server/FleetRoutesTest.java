package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pgo-fleet's embedded client and its users' pipelines see. */
final class FleetRoutesTest {
    @TempDir
    private Path folder;

    @Test
    void submitAndMerge_areForTheAppOfTheKey() throws Exception {
        try (RunningServer server = RunningServer.withKeys(
                folder,
                "name=fleet roles=submit,read app=web",
                "name=free roles=submit,read",
                "name=look roles=read")) {
            RunningServer fleet = server.as("fleet");
            assertThat(fleet.send("POST", "/v1/merge", "").status()).isEqualTo(500);
            Reply submitted = fleet.send("POST", "/v1/submit", Profiles.cpu(1));
            assertThat(submitted.status()).isEqualTo(204);
            assertThat(submitted.body()).isEmpty();
            fleet.await("web", status -> status.path("stable").path("number").asInt() == 1);

            Reply merged = fleet.send("POST", "/v1/merge?and_combine=true", "");
            assertThat(merged.status()).isEqualTo(200);
            assertThat(merged.body())
                    .startsWith(0x1f, 0x8b)
                    .isEqualTo(fleet.get("/api/profile/web").body());

            assertThat(server.as("free")
                            .send("POST", "/v1/submit", Profiles.cpu(2))
                            .status())
                    .isEqualTo(204);
            server.as("free").await("default", status -> status.path("uploads").asInt() == 1);
            assertThat(server.as("look")
                            .send("POST", "/v1/submit", Profiles.cpu(2))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void errors_haveAStatusAndNothingElse_inPgoFleetsOrder() throws Exception {
        try (RunningServer server = RunningServer.withKeys(folder, "name=fleet roles=submit,read app=web")) {
            for (String path : new String[] {"/v1/submit", "/v1/merge"}) {
                assertEmpty(405, server.get(path));
                assertEmpty(403, server.send("POST", path, "no profile"));
                assertEmpty(403, server.as("wrong").send("POST", path, ""));
            }
            RunningServer fleet = server.as("fleet");
            assertEmpty(400, fleet.send("POST", "/v1/submit", "no profile"));
            assertEmpty(413, fleet.send("POST", "/v1/submit", new byte[(64 << 20) + 1]));
            assertThat(server.send("PUT", "/healthz", "").text()).isEqualTo("OK");
        }
    }

    private static void assertEmpty(int status, Reply reply) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEmpty();
    }
}
