package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what to a server with keys. */
final class KeyedServerTest {
    @TempDir
    private Path folder;

    private RunningServer server() throws Exception {
        return RunningServer.withKeys(
                folder,
                "name=agent roles=submit app=web",
                "name=build roles=read app=web",
                "name=lead roles=read,promote app=web",
                "name=root roles=admin");
    }

    @Test
    void routes_wantARole_andSayWhich() throws Exception {
        try (RunningServer server = server()) {
            Reply nobody = server.get("/api/profile/web");
            assertThat(nobody.status()).isEqualTo(401);
            assertThat(nobody.message()).contains("Authorization: Bearer");
            assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(server.as("stranger").get("/api/profile").status()).isEqualTo(401);

            assertThat(server.as("agent").upload("web", Profiles.cpu(1)).status())
                    .isEqualTo(201);
            assertThat(server.as("agent").get("/api/profile/web").message()).contains("role read");
            assertThat(server.as("build").upload("web", Profiles.cpu(1)).message())
                    .contains("role submit");
            server.as("build")
                    .await("web", status -> status.path("stable").path("number").asInt() == 1);
            assertThat(server.as("build").get("/api/profile/web").status()).isEqualTo(200);

            String apps = "/api/hone/v1/apps/web/";
            assertThat(server.as("build").send("POST", apps + "publish", "").message())
                    .contains("role promote");
            assertThat(server.as("lead").send("POST", apps + "publish", "").status())
                    .isEqualTo(200);
            assertThat(server.as("lead").send("PUT", apps + "policy", "{}").message())
                    .contains("role admin");
            assertThat(server.as("lead").send("DELETE", "/api/profile/web", "").status())
                    .isEqualTo(403);
            assertThat(server.as("root").send("PUT", apps + "policy", "{}").status())
                    .isEqualTo(200);
            assertThat(server.as("root").send("DELETE", "/api/profile/web", "").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void keyOfAnApp_seesThatAppOnly() throws Exception {
        try (RunningServer server = server()) {
            server.as("root").publish("web", Profiles.cpu(1), 1);
            server.as("root").publish("other", Profiles.cpu(2), 1);

            assertThat(server.as("build").get("/api/profile/other").message()).contains("is not for the app 'other'");
            assertThat(server.as("agent").upload("other", Profiles.cpu(1)).status())
                    .isEqualTo(403);
            assertThat(server.as("build").get("/api/profile").text())
                    .contains("web")
                    .doesNotContain("other");
            assertThat(server.as("build").get("/api/hone/v1/apps").text())
                    .contains("web")
                    .doesNotContain("other");
            assertThat(server.as("root").get("/api/hone/v1/apps").text()).contains("web", "other");
        }
    }

    @Test
    void signsOfLife_publicKeysAndTheDocument_areForEverybody() throws Exception {
        try (RunningServer server = server()) {
            for (String path : new String[] {
                "/api/health",
                "/api/ready",
                "/healthz",
                "/metrics",
                "/api/hone/v1/signing-keys",
                "/api/hone/v1/openapi.yaml"
            }) {
                assertThat(server.get(path).status()).as(path).isEqualTo(200);
            }
            assertThat(server.get("/api/hone/v1/signing-keys").text()).startsWith("-----BEGIN PUBLIC KEY-----");
        }
    }
}
