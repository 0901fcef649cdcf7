package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import dev.hone.targets.FileTargetSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the OpenAPI document against the routes and what they answer. */
final class OpenApiTest {
    private static final String WEB = "/api/hone/v1/apps/web";

    /** What is there only when something fails, or elsewhere in the same answer. */
    private static final Set<String> SELDOM = Set.of(
            "GET /api/health 200.dependencies[].message",
            "GET /api/hone/v1/targets 200.trouble",
            "GET /api/hone/v1/apps/{app} 200.stable.channels",
            "GET /api/hone/v1/apps/{app}/ready 200.readyInSeconds");

    @TempDir
    private Path folder;

    private final ApiDocument document = document();
    private final SchemaCheck schemas = new SchemaCheck(document);

    private static ApiDocument document() {
        try {
            return ApiDocument.read();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void routes_areThoseOfTheDocument_withTheSameRoles() {
        Set<String> described = new TreeSet<>();
        for (ApiDocument.Operation operation : document.operations()) {
            described.add(operation.method() + " " + operation.path() + " " + operation.role());
        }
        Set<String> routes = new TreeSet<>();
        try (RunningServer server = RunningServer.of(folder)) {
            for (Route route : server.assembly().routes()) {
                routes.add(method(route) + " " + route.template() + " " + role(route));
            }
        }
        assertThat(routes).isEqualTo(described);
    }

    /** pgo-fleet's routes are for any method, so that all but POST are 405 before a key is looked at. */
    private static String method(Route route) {
        if (route.method() == Method.ANY) {
            return route.template().startsWith("/v1/") ? "POST" : "GET";
        }
        return route.method().name();
    }

    /** pgo-fleet's routes ask for the key by themselves, because it names the app. */
    private static String role(Route route) {
        return switch (route.access()) {
            case Access.Open() ->
                switch (route.template()) {
                    case "/v1/submit" -> "submit";
                    case "/v1/merge" -> "read";
                    default -> "";
                };
            case Access.Keyed(Role role) -> role.name().toLowerCase(Locale.ROOT);
            case Access.Original(Role role) -> role.name().toLowerCase(Locale.ROOT);
            case Access.Shared(Role role) -> role.name().toLowerCase(Locale.ROOT);
        };
    }

    @Test
    void document_isServedAsItIs() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = server.get("/api/hone/v1/openapi.yaml");

            assertThat(reply.text())
                    .isEqualTo(Files.readString(Path.of("..", "..", "docs", "reference", "openapi.yaml")));
            assertThat(reply.header("Content-Type")).isEqualTo("application/yaml");
        }
    }

    /** Has a target that cannot be reached and one that is none. */
    private void scraping(RunningServer server) throws Exception {
        String list = "[{\"app\": \"web\", \"address\": \"http://127.0.0.1:1\"}, {\"app\": \"web\"}]";
        Path file = Files.writeString(folder.resolve("targets.json"), list);
        server.scrape(new FileTargetSource(file, ""));
        Reply reply = server.get("/api/hone/v1/targets");
        while (!reply.text().contains("unreachable")) {
            Sleeper.REAL.sleep(Duration.ofMillis(20));
            reply = server.get("/api/hone/v1/targets");
        }
        answers(server, "GET", "/api/hone/v1/targets", "/api/hone/v1/targets");
    }

    @Test
    void answers_haveTheMembersThatAreDescribed_andNoOthers() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            String context = "/api/profile/web?version=v1&workload=checkout";
            answers(server, "POST", "/api/profile/{app}", context, Profiles.cpu(1));
            server.await("web", status -> status.path("stable").path("number").asInt() == 1);
            server.send("POST", context, Profiles.cpu(2));
            server.await("web", status -> status.path("uploads").asInt() == 2);
            String apps = "/api/hone/v1/apps";
            String app = apps + "/{app}";
            answers(server, "POST", app + "/publish", WEB + "/publish?force=true");
            answers(server, "GET", "/api/profile", "/api/profile");
            answers(server, "GET", apps, apps);
            answers(server, "GET", app, WEB);
            answers(server, "GET", app + "/generations", WEB + "/generations");
            answers(server, "GET", app + "/generations/{generation}", WEB + "/generations/1");
            answers(server, "GET", app + "/diff", WEB + "/diff?from=1&to=2");
            answers(server, "GET", app + "/policy", WEB + "/policy");
            answers(server, "GET", app + "/explain", WEB + "/explain?caller=main.f1");
            answers(server, "POST", app + "/rebuild", WEB + "/rebuild?generation=1");
            String channel = app + "/channels/{channel}";
            answers(server, "PUT", channel, WEB + "/channels/stable", "{\"to\":\"1\",\"pinned\":true}");
            answers(server, "POST", channel + "/rollback", WEB + "/channels/candidate/rollback");
            answers(server, "PUT", app + "/policy", WEB + "/policy", "{}");
            answers(server, "PUT", app + "/symbols", WEB + "/symbols", "main.f1\n");
            answers(server, "GET", app + "/ready", WEB + "/ready");
            answers(server, "GET", "/api/health", "/api/health");
            scraping(server);
            answers(server, "GET", "/api/ready", "/api/ready");
            answers(server, "GET", "/api/profile/{app}", "/api/profile/none");
            answers(server, "POST", "/api/profile/{app}", "/api/profile/web", "no profile");
            answers(server, "DELETE", "/api/profile/{app}", "/api/profile/web");
        }
        assertThat(schemas.faults()).isEmpty();
        assertThat(schemas.neverSeen()).isSubsetOf(SELDOM);
    }

    private void answers(RunningServer server, String method, String template, String path) throws Exception {
        answers(server, method, template, path, new byte[0]);
    }

    private void answers(RunningServer server, String method, String template, String path, String body)
            throws Exception {
        answers(server, method, template, path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void answers(RunningServer server, String method, String template, String path, byte[] body)
            throws Exception {
        Reply reply = server.send(method, path, body);
        String where = method + " " + template + " " + reply.status();
        schemas.check(where, document.answer(method, template, reply.status()), reply.json());
    }
}
