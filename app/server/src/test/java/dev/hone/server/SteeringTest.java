package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Hone's own routes: what is published of an app is seen and steered. */
final class SteeringTest {
    private static final String WEB = "/api/hone/v1/apps/web";

    @TempDir
    private Path folder;

    private RunningServer withThreeGenerations() throws Exception {
        RunningServer server = RunningServer.of(folder);
        for (int i = 1; i <= 3; i++) {
            server.publish("web", Profiles.cpu(i), i);
        }
        return server;
    }

    @Test
    void rollback_movesWhatIsDownloadedAtOnce_andIsToldWithWhoDidIt() throws Exception {
        try (RunningServer server = withThreeGenerations()) {
            byte[] first = server.get("/api/profile/web?generation=1").body();
            Reply third = server.get("/api/profile/web");
            Reply moved = server.send("POST", WEB + "/channels/stable/rollback?steps=2", "");

            assertThat(moved.json().path("number").asInt()).isEqualTo(1);
            assertThat(server.get("/api/profile/web").body()).isEqualTo(first);
            JsonNode decision = server.get(WEB).json().path("decisions").get(0);
            assertThat(decision.path("action").asString()).isEqualTo("rollback");
            assertThat(decision.path("by").asString()).isNotEmpty();
            String digest = third.header("ETag").substring(1, 20);
            assertThat(server.get("/api/profile/web?digest=" + digest).body()).isEqualTo(third.body());

            assertThat(server.send("POST", WEB + "/channels/stable/rollback", "")
                            .status())
                    .isEqualTo(404);
            assertThat(server.send("POST", WEB + "/channels/stable/rollback?steps=two", "")
                            .message())
                    .isEqualTo("steps is a number, not 'two'");
        }
    }

    @Test
    void readiness_tellsOfInstancesThatUploadsName_andOfAppsThatAreThere() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            for (int i = 1; i <= 3; i++) {
                server.send("POST", "/api/profile/web?instance=pod-" + i, Profiles.cpu(i));
            }
            server.await("web", status -> status.path("uploads").asInt() == 3);

            Reply ready = server.get(WEB + "/ready");

            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().path("verdict").asString("")).isEqualTo("notYet");
            assertThat(ready.json().path("figures").path("instances").asInt()).isEqualTo(3);
            assertThat(ready.json().path("wants").path("instances").toString())
                    .isEqualTo("[\"pod-1\",\"pod-2\",\"pod-3\"]");
            assertThat(server.get("/api/hone/v1/apps/none/ready").status()).isEqualTo(404);
        }
    }

    @Test
    void channel_isPinnedPromotedAndUnpinned() throws Exception {
        try (RunningServer server = withThreeGenerations()) {
            String stable = WEB + "/channels/stable";
            Reply pinned = server.send("PUT", stable, "{\"to\":\"2\",\"pinned\":true}");
            assertThat(pinned.json().path("number").asInt()).isEqualTo(2);
            assertThat(pinned.text()).contains("\"channels\":[\"stable\"]");

            server.upload("web", Profiles.cpu(4));
            server.await("web", status -> status.path("uploads").asInt() == 4);
            server.send("POST", WEB + "/publish?force=true", "");
            assertThat(server.get("/api/profile/web").header("X-Hone-Generation"))
                    .isEqualTo("2");
            assertThat(server.get("/api/profile/web?channel=candidate").header("X-Hone-Generation"))
                    .isEqualTo("4");

            assertThat(server.send("PUT", stable, "{\"pinned\":false}")
                            .json()
                            .path("number")
                            .asInt())
                    .isEqualTo(2);
            Reply promoted = server.send("PUT", stable, "{\"to\":\"candidate\"}");
            assertThat(promoted.json().path("number").asInt()).isEqualTo(4);
            assertThat(server.send("PUT", WEB + "/channels/beta", "{\"to\":\"3\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(server.get("/api/profile/web?channel=beta").header("X-Hone-Generation"))
                    .isEqualTo("3");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stable | {\"to\":\"9\"} | 404 | no such generation",
                "stable | {\"to\":\"gamma\"} | 404 | no such generation",
                "none | {} | 404 | no channel 'none'",
                "NONE | {\"to\":\"1\"} | 409 | a channel is named by",
                "stable | to 1 | 400 | send JSON as",
                "stable | [1] | 400 | send JSON as",
                "stable | {\"too\":\"1\"} | 400 | send JSON as",
                "stable | {\"pinned\":\"yes\"} | 400 | send JSON as",
            })
    void channel_thatCannotBeMoved_saysWhy(String channel, String body, int status, String message) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.publish("web", Profiles.cpu(1), 1);
            Reply reply = server.send("PUT", WEB + "/channels/" + channel, body);

            assertThat(reply.status()).as(reply.text()).isEqualTo(status);
            assertThat(reply.message()).contains(message);
        }
    }

    @Test
    void rebuild_ofEveryGeneration_hasTheSameBytes() throws Exception {
        try (RunningServer server = withThreeGenerations()) {
            for (int i = 1; i <= 3; i++) {
                Reply rebuilt = server.send("POST", WEB + "/rebuild?generation=" + i, "");
                assertThat(rebuilt.json().path("same").asBoolean())
                        .as(rebuilt.text())
                        .isTrue();
                assertThat('"' + rebuilt.json().path("digest").asString() + '"')
                        .isEqualTo(
                                server.get("/api/profile/web?generation=" + i).header("ETag"));
            }
            assertThat(server.send("POST", WEB + "/rebuild?generation=9", "").status())
                    .isEqualTo(404);
            assertThat(server.send("POST", WEB + "/rebuild", "").message()).contains("say which ?generation=");
        }
    }

    @Test
    void manifestAndSignature_areWhatThePublicKeyVouchesFor() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.publish("web", Profiles.cpu(1), 1);
            Reply manifest = server.get(WEB + "/generations/1");

            assertThat(manifest.body())
                    .isEqualTo(server.get("/api/profile/web?form=manifest").body());
            assertThat(manifest.json().path("files").path("profile.pb.gz").asString())
                    .isEqualTo(
                            RunningServer.sha256(server.get("/api/profile/web").body()));
            assertThat(manifest.text())
                    .contains(server.get("/api/profile/web").header("ETag").replace("\"", ""));
            assertThat(server.get("/api/profile/web?form=signature").json().isObject())
                    .isTrue();
            assertThat(server.get(WEB + "/generations/9").message()).isEqualTo("there is no generation 9");
            assertThat(server.get(WEB + "/generations/x").status()).isEqualTo(400);
        }
    }

    @Test
    void denyRule_keepsAFunctionFromBeingHot() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.publish("web", Profiles.cpu(1), 1);
            String hot = hotCallee(server);
            Reply policy =
                    server.send("PUT", WEB + "/policy", "{\"rules\":[\"deny ^" + hot.replace(".", "\\\\.") + "$\"]}");
            assertThat(policy.status()).as(policy.text()).isEqualTo(200);
            server.send("POST", WEB + "/publish?force=true", "");

            assertThat(server.get("/api/profile/web").header("X-Hone-Generation"))
                    .isEqualTo("2");
            String[] lines =
                    server.get("/api/profile/web?form=preprofile").text().split("\n", -1);
            for (int i = 2; i < lines.length; i += 3) {
                assertThat(lines[i]).isNotEqualTo(hot);
            }
        }
    }

    /** The callee of the heaviest call, which preprofile's text names first. */
    private static String hotCallee(RunningServer server) throws Exception {
        return server.get("/api/profile/web?form=preprofile").text().split("\n", -1)[2];
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"window\":\"soon\"} | window",
                "{\"windo\":\"3d\"} | windo",
                "{\"recipe\":{\"web\":-1}} | recipe",
                "{\"rules\":[\"deny (\"]} | rules",
                "{\"promote\":\"never\"} | promote",
                "window: 3d | the policy",
                "[] | policy",
            })
    void policy_thatIsWrong_isRefusedAndTheOldOneStays(String policy, String message) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            String before = server.get(WEB + "/policy").text();
            Reply reply = server.send("PUT", WEB + "/policy", policy);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).contains(message);
            assertThat(server.get(WEB + "/policy").text()).isEqualTo(before);
        }
    }

    @Test
    void policy_thatSomebodyElseChanged_isNotReplacedByWhoSawTheOldOne() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            String seen = server.get(WEB + "/policy").header("ETag");
            assertThat(seen).matches("\"[0-9a-f]{64}\"");
            Reply first = put(server, "{\"keep\":5}", seen);
            Reply second = put(server, "{\"keep\":6}", seen);

            assertThat(first.status()).as(first.text()).isEqualTo(200);
            assertThat(first.header("ETag"))
                    .isNotEqualTo(seen)
                    .isEqualTo(server.get(WEB + "/policy").header("ETag"));
            assertThat(second.status()).isEqualTo(412);
            assertThat(second.message()).contains("somebody else changed the policy of 'web'");
            assertThat(server.get(WEB + "/policy").json().path("keep").asInt()).isEqualTo(5);
            assertThat(server.get(WEB).json().path("decisions")).hasSize(1);

            assertThat(put(server, "{\"keep\":7}", "\"x\", W/" + first.header("ETag"))
                            .status())
                    .isEqualTo(200);
            assertThat(put(server, "{\"keep\":8}", "*").status()).isEqualTo(200);
            assertThat(server.send("PUT", WEB + "/policy", "{\"keep\":9}").status())
                    .isEqualTo(200);
        }
    }

    private static Reply put(RunningServer server, String policy, String seen) throws Exception {
        return server.send(server.request(WEB + "/policy")
                .header("If-Match", seen)
                .PUT(HttpRequest.BodyPublishers.ofString(policy)));
    }

    @Test
    void symbols_areCounted_andToldAmongTheDecisions() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply symbols = server.send("PUT", WEB + "/symbols", "main.other\nmain.main\n");
            assertThat(symbols.text()).isEqualTo("{\"symbols\":2}\n");
            JsonNode decision = server.get(WEB).json().path("decisions").get(0);
            assertThat(decision.path("action").asString()).isEqualTo("symbols");
            assertThat(decision.path("reasons").get(0).asString()).isEqualTo("2 functions");

            Reply binary = server.send("PUT", WEB + "/symbols", "\u007fELF and so on");
            assertThat(binary.status()).isEqualTo(400);
            assertThat(binary.message()).startsWith("this is no list of functions: ");
        }
    }

    @Test
    void explainAndDiff_sayWhatTheCompilerMakesOfIt() throws Exception {
        try (RunningServer server = withThreeGenerations()) {
            String hot = hotCallee(server);
            String caller =
                    server.get("/api/profile/web?form=preprofile").text().split("\n", -1)[1];
            Reply explained = server.get(WEB + "/explain?caller=" + caller);
            assertThat(explained.json().path("sites").get(0).path("hot").asBoolean())
                    .isTrue();
            assertThat(explained.text()).contains(hot);
            assertThat(server.get(WEB + "/explain?threshold=50&caller=" + caller)
                            .json()
                            .path("line")
                            .path("threshold")
                            .asDouble())
                    .isEqualTo(50);
            for (String wrong : new String[] {"101", "-1", "NaN", "half"}) {
                assertThat(server.get(WEB + "/explain?threshold=" + wrong + "&caller=" + caller)
                                .message())
                        .isEqualTo("threshold is 0 to 100, not '" + wrong + "'");
            }
            assertThat(server.get(WEB + "/explain").message()).contains("?caller=");
            assertThat(server.get(WEB + "/explain?caller=main.f1&at=9").status())
                    .isEqualTo(404);

            JsonNode same = server.get(WEB + "/diff?from=3&to=3").json();
            assertThat(same.path("verdict").asString()).isEqualTo("same");
            assertThat(same.path("overlap").asDouble()).isEqualTo(1);
            JsonNode diff = server.get(WEB + "/diff?from=1&to=stable").json();
            assertThat(diff.path("verdict").asString()).isEqualTo("changed");
            assertThat(diff.path("changedDecisions").size()).isPositive();
            assertThat(server.get(WEB + "/diff?from=9").status()).isEqualTo(404);
        }
    }

    @Test
    void app_ofWhichAnotherProgramPublished_isToldAsSuch() throws Exception {
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Files.createDirectories(blobs.resolve("old"));
        Files.write(blobs.resolve("old").resolve("default.pgo"), Profiles.cpu(1));
        try (RunningServer server = RunningServer.on(new FileUrl(blobs).text(), folder)) {
            Reply status = server.get("/api/hone/v1/apps/old");

            assertThat(status.status()).isEqualTo(404);
            assertThat(status.message()).contains("only a profile that another program published");
            Reply profile = server.get("/api/profile/old");
            assertThat(profile.body()).isEqualTo(Profiles.cpu(1));
            assertThat(profile.header("X-Hone-Generation")).isEqualTo("0");
            assertThat(server.get("/api/profile").text()).contains("\"key\":\"old\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "GET, /generations",
        "GET, /generations/1",
        "GET, /diff",
        "GET, /explain?caller=main.f1",
        "POST, /publish",
        "POST, /rebuild?generation=1",
        "PUT, /channels/stable",
        "POST, /channels/stable/rollback"
    })
    void app_thatIsNotThere_isNotFound(String method, String path) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = server.send(method, WEB + path, "");

            assertThat(reply.status()).as(reply.text()).isEqualTo(404);
            assertThat(reply.message()).containsPattern("there is no|no such generation");
            assertThat(server.get("/api/hone/v1/apps").text()).isEqualTo("{\"apps\":[]}\n");
        }
    }
}
