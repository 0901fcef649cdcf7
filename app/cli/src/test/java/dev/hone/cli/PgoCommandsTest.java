package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code hone pgo}: what is shown of an app, and what moves its channels. */
final class PgoCommandsTest {
    private static final String WEB = "/api/hone/v1/apps/web";
    private static final String GENERATION = """
            {"number":12,"created":"2026-03-04T03:06:07Z","compiler":"c0","decisions":"d0d0d0d0d0d0d0","digest":"3f786850e387550f",\
            "size":38200,"samples":48123,"flags":["weak"],"reason":"it is the app's first profile","channels":["stable","canary"]}""";
    private static final String STATUS = """
            {"app":"web","uploads":124,"samples":48211,"segments":31,"firstDay":"2026-02-01","lastDay":"2026-03-04",
             "versions":[{"version":"v1.4.2","firstSeen":"2026-03-01T05:06:07Z","samples":40000},{"version":"","samples":8211}],
             "workloads":[{"workload":"checkout","samples":48211}],
             "channels":[{"channel":"stable","generation":12,"pinned":true,"since":"2026-03-04T05:05:55Z","by":"ci"}],
             "stable":%s,
             "decisions":[{"at":"2026-03-04T05:00:07Z","action":"keep","generation":0,"reasons":["too few samples","cooling down"],"by":"hone"},
                          {"at":"2026-03-04T03:06:07Z","action":"publish","generation":12,"reasons":["it is the first"],"by":"hone"}]}
            """.formatted(GENERATION);

    private final StandIn server = new StandIn();

    @AfterEach
    void stop() {
        server.close();
    }

    private Run pgo(String... words) {
        return Run.of(Stream.of(Stream.of("pgo"), Stream.of(words), Stream.of("-u", server.url()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private static final String READINESS = """
            {"app":"web","verdict":"notYet","lacks":[
              {"code":"SAMPLES","message":"8000 more samples; there are 2000","comesInSeconds":14400,"hopeless":false},
              {"code":"INSTANCES","message":"7 more instances; there is 1","comesInSeconds":null,"hopeless":false}],
             "readyInSeconds":null,
             "figures":{"samples":2000,"samplesADay":48000.4,"instances":1,
              "dayParts":{"night":0,"morning":2000,"afternoon":0,"evening":0},"versions":{"v1":2000},
              "coverage":0.951,"startLines":1.0,"idle":0.9,"quiet":1.0,"stale":null},
             "needed":{"samples":10000,"instances":8,"dayParts":2,"coverage":0.97},
             "wants":{"instances":["pod-7"],"hours":[9],"enough":false}}
            """;

    @Test
    void ready_notYet_saysWhatIsMissingAndWhenItComes_andEndsWith1() {
        server.on("GET " + WEB + "/ready", 200, READINESS);

        assertThat(pgo("ready", "web")).isEqualTo(new Run(1, """
                web is not ready yet; what is missing:
                  - 8000 more samples; there are 2000 (in about 4h0m)
                  - 7 more instances; there is 1

                WHAT                    THERE  NEEDED
                samples                 2,000  10,000
                samples a day of late  48,000
                instances                   1       8
                samples by night            0
                samples by morning      2,000
                samples by afternoon        0
                samples by evening          0
                hot calls known         95.1%   97.0%
                start lines known      100.0%
                idle samples            90.0%
                quiet time             100.0%
                """, ""));
    }

    @Test
    void ready_isYes_orNever_andJsonIsAsTheServerSaysIt() {
        server.on(
                "GET " + WEB + "/ready",
                200,
                READINESS.replace("notYet", "ready").replace("0.951", "0.99"));
        Run ready = pgo("ready", "web");
        assertThat(ready.exitCode()).isZero();
        assertThat(ready.out()).startsWith("web is ready: builds can rely on its profiles\n");

        server.on("GET " + WEB + "/ready", 200, READINESS.replace("notYet", "never"));
        assertThat(pgo("ready", "web").out()).startsWith("web will never be ready as it is; what to change");
        Run json = pgo("ready", "web", "--json");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out()).contains("\"comesInSeconds\" : 14400", "\"verdict\" : \"never\"");
    }

    @Test
    void status_saysWhatIsThereAndWhy() {
        server.on("GET " + WEB, 200, STATUS);

        assertThat(pgo("status", "web")).isEqualTo(new Run(0, """
                web: 124 uploads with 48,211 samples of 2026-02-01 to 2026-03-04, in 31 segments
                builds use generation 12 (digest 3f786850e387, 48,123 samples, 37.3 KiB, weak), made 2h0m ago: it is
                the app's first profile

                CHANNEL  GENERATION  HELD      MOVED  BY
                stable           12  pinned  12s ago  ci

                VERSION     SAMPLES  FIRST SEEN
                v1.4.2       40,000    3d0h ago
                (not said)    8,211

                WORKLOAD  SAMPLES
                checkout   48,211

                    WHEN  DECISION  GENERATION  BY    WHY
                6m0s ago  keep                  hone  too few samples; cooling down
                2h0m ago  publish           12  hone  it is the first
                """, ""));
        assertThat(pgo("status", "web", "-n", "1").out()).endsWith("\n1 more before; -n 0 shows all\n");
    }

    @Test
    void status_ofAnAppWithNothingPublished_saysSo() {
        server.on("GET " + WEB, 200, "{\"app\":\"web\",\"uploads\":1,\"samples\":20}");

        assertThat(pgo("status", "web").out()).isEqualTo("""
                web: 1 upload with 20 samples, in 0 segments
                nothing is published: builds get no profile of it yet
                """);
    }

    @Test
    void status_showsInstancesInTrouble() {
        server.on("GET " + WEB, 200, "{\"app\":\"web\",\"uploads\":1,\"samples\":20}");
        server.on("GET /api/hone/v1/targets?app=web", 200, """
                {"targets": [
                  {"instance": "pod-1", "failures": 0, "outcome": "delivered", "message": "", "at": "2026-03-04T11:59:00Z"},
                  {"instance": "pod-\\u001b2", "failures": 3, "outcome": "bad_status", "message": "it answered 404",
                   "at": "2026-03-04T11:59:00Z"}]}
                """);

        assertThat(pgo("status", "web").out())
                .contains("INSTANCE IN TROUBLE  FAILED")
                .contains("it answered 404")
                .doesNotContain("pod-1")
                .doesNotContain("\u001b");
        assertThat(pgo("status", "web", "--json").out()).doesNotContain("pod");
    }

    @Test
    void status_ofAnAppWithoutUploads_showsItsInstances() {
        server.on("GET " + WEB, 404, "{\"message\":\"there is no app web\",\"code\":404}");
        server.on("GET /api/hone/v1/targets?app=web", 200, """
                {"targets": [
                  {"instance": "pod-1", "state": "profiling", "delivered": 0, "failures": 0},
                  {"instance": "pod-2", "state": "failing", "delivered": 0, "failures": 3, "outcome": "bad_status",
                   "message": "it answered 404", "at": "2026-03-04T05:05:07Z"}]}
                """);

        assertThat(pgo("status", "web")).isEqualTo(new Run(0, """
                web: 0 uploads with 0 samples, in 0 segments
                nothing is published: builds get no profile of it yet

                INSTANCE  STATE      TAKEN      LAST  WHY
                pod-1     profiling      0
                pod-2     failing        0  1m0s ago  it answered 404
                """, ""));
        assertThat(pgo("status", "web", "--json").err()).contains("there is no app web (404)");
    }

    @Test
    void status_saysWhenInstancesCannotBeListed() {
        server.on("GET " + WEB, 200, "{\"app\":\"web\",\"uploads\":1,\"samples\":20}");
        server.on("GET /api/hone/v1/targets?app=web", 200, """
                {"targets": [{"instance": "pod-1", "failures": 0}], "trouble": "kubernetes: the token \\u001bexpired"}
                """);

        assertThat(pgo("status", "web").out())
                .endsWith("\n\ninstances are those of before, since they cannot be listed now: kubernetes: the token "
                        + "\\u001bexpired\n");
    }

    @Test
    void status_ofNoApp_fails() {
        server.on("GET " + WEB, 404, "{\"message\":\"there is no app web\",\"code\":404}");

        assertThat(pgo("status", "web").err()).isEqualTo("hone: the server says: there is no app web (404)\n");
    }

    @Test
    void status_ofAnAutopgoServer_saysWhatItIs() {
        assertThat(pgo("status", "web").err())
                .isEqualTo(
                        "hone: the server answered 404: 404 page not found; this needs a server of Hone, is it one of "
                                + "autopgo?\n");
    }

    @Test
    void json_isWhatTheServerSaid() {
        server.on("GET " + WEB, 200, STATUS);

        assertThat(pgo("status", "web", "--json").out())
                .contains("\"samples\" : 48211")
                .contains("\"by\" : \"ci\"");
    }

    @Test
    void watch_showsWhatChanges_andOutlivesAFailure() {
        int[] looks = {0};
        server.on("GET " + WEB, exchange -> {
            int look = looks[0]++;
            byte[] body = ("{\"app\":\"web\",\"uploads\":" + (look < 2 ? 5 : 6) + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(look == 2 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        });
        int[] sleeps = {0};
        Outside outside = new Outside(() -> Run.NOW, SecureRandom::new, _ -> {
            sleeps[0]++;
            if (sleeps[0] > 4) {
                throw new InterruptedException();
            }
        });
        Run run = Run.of(
                outside,
                new dev.hone.command.Terminal.Facts(false, false, false, 100, Map.of()),
                InputStream.nullInputStream(),
                "pgo",
                "status",
                "web",
                "--watch",
                "-u",
                server.url());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("web:")))
                .containsExactly(
                        "web: 5 uploads with 0 samples, in 0 segments", "web: 6 uploads with 0 samples, in 0 segments");
        assertThat(run.err()).startsWith("hone: the server answered 503");
        assertThat(pgo("status", "web", "--watch", "--interval", "10ms").exitCode())
                .isEqualTo(2);
    }

    @Test
    void generations_areATable() {
        server.on("GET " + WEB + "/generations", 200, "{\"generations\":[" + GENERATION + "]}");

        assertThat(pgo("generations", "web").out()).isEqualTo("""
                NUMBER   AGE  SAMPLES      SIZE  DIGEST        DECISIONS     CHANNELS        WHY
                    12  2h0m   48,123  37.3 KiB  3f786850e387  d0d0d0d0d0d0  stable, canary  it is the app's first profile (weak)
                """);
    }

    @Test
    void generations_ofNothing_sayWhereToLook() {
        server.on("GET " + WEB + "/generations", 200, "{\"generations\":[]}");

        assertThat(pgo("generations", "web").out()).contains("hone pgo status web tells why");
    }

    @Test
    void show_isTheManifest_shortThingsAtOnce() {
        String manifest = """
                {"format":1,"app":"web","generation":12,"tool":"hone 0.1","inputs":[{"segment":"x"}],"policy":{"format":1},\
                "flags":[],"reasons":[{"code":"FIRST","sentence":"it is the first"}]}""";
        server.on("GET /api/profile/web", 200, manifest, "X-Hone-Generation", "12");

        assertThat(pgo("show", "web", "12").out()).isEqualTo("""
                format      1
                app         web
                generation  12
                tool        hone 0.1
                inputs      1 entry, shown by --json
                policy      1 entry, shown by --json
                reasons     it is the first
                """);
        assertThat(pgo("show", "web", "--json").out()).isEqualTo(manifest);
        assertThat(server.lines())
                .containsExactly(
                        "GET /api/profile/web?generation=12&form=manifest",
                        "GET /api/profile/web?channel=stable&form=manifest");
    }

    @Test
    void diff_answersByExitCode() {
        server.on("GET " + WEB + "/diff", 200, """
                {"from":"stable","to":"now","verdict":"changed","overlap":0.81,"kept":0.9,"noiseFloor":{"overlap":0.97,"kept":0.99},
                 "changedDecisions":[{"kind":"hot-callee-gained","what":"main.run","before":0.001,"after":0.12,"detail":""}]}""");
        Run run = pgo("diff", "web");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                stable to now: changed, the compiler would decide differently, and not by chance

                            IS  BY CHANCE
                overlap  81.0%      97.0%  weight that both have in common
                kept     90.0%      99.0%  hot weight that was hot before

                1 decision differs:

                 OLD    NEW  CHANGE             WHAT
                0.1%  12.0%  hot-callee-gained  main.run
                """);
        server.on(
                "GET " + WEB + "/diff",
                200,
                "{\"from\":\"11\",\"to\":\"12\",\"verdict\":\"same\",\"overlap\":1,\"kept\":1}");
        assertThat(pgo("diff", "web", "11", "12"))
                .isEqualTo(new Run(0, "11 to 12: same, the compiler decides the same with both\n", ""));
        assertThat(server.lines()).endsWith("GET " + WEB + "/diff?from=11&to=12");
    }

    @Test
    void publish_answersByExitCode() {
        server.on("POST " + WEB + "/publish", 200, "{\"action\":\"keep\",\"reasons\":[\"too few samples\"]}");

        assertThat(pgo("publish", "web")).isEqualTo(new Run(1, "not published (keep): too few samples\n", ""));
        server.on(
                "POST " + WEB + "/publish", 200, "{\"action\":\"publish\",\"generation\":13,\"reasons\":[\"forced\"]}");
        assertThat(pgo("publish", "web", "--force"))
                .isEqualTo(new Run(0, "published generation 13 of web: forced\n", ""));
        assertThat(server.lines()).containsExactly("POST " + WEB + "/publish", "POST " + WEB + "/publish?force=true");
    }

    @Test
    void channels_moveByTheirNames() {
        server.on("PUT " + WEB + "/channels/", 200, GENERATION).on("POST " + WEB + "/channels/", 200, GENERATION);
        String stable = "stable of web is generation 12 (digest 3f786850e387, 48,123 samples, 37.3 KiB, weak)";

        assertThat(pgo("promote", "web").out()).isEqualTo(stable + "\n");
        assertThat(pgo("promote", "web", "11", "--channel", "ca/na ry").exitCode())
                .isZero();
        assertThat(pgo("pin", "web").out()).isEqualTo(stable + ", and stays there until hone pgo unpin web\n");
        assertThat(pgo("unpin", "web").out()).isEqualTo(stable + "\n");
        assertThat(pgo("rollback", "web").exitCode()).isZero();
        assertThat(pgo("rollback", "web", "--steps", "2").exitCode()).isZero();
        assertThat(pgo("rollback", "web", "10").exitCode()).isZero();
        assertThat(pgo("rollback", "web", "10", "--steps", "2").exitCode()).isEqualTo(2);
        assertThat(server.asked().stream()
                        .map(asked -> asked.line() + " " + asked.body().replaceAll("\\s", "")))
                .containsExactly(
                        "PUT " + WEB + "/channels/stable {\"to\":\"candidate\",\"pinned\":false}",
                        "PUT " + WEB + "/channels/ca%2Fna%20ry {\"to\":\"11\",\"pinned\":false}",
                        "PUT " + WEB + "/channels/stable {\"to\":\"stable\",\"pinned\":true}",
                        "PUT " + WEB + "/channels/stable {\"pinned\":false}",
                        "POST " + WEB + "/channels/stable/rollback?steps=1 ",
                        "POST " + WEB + "/channels/stable/rollback?steps=2 ",
                        "PUT " + WEB + "/channels/stable {\"to\":\"10\",\"pinned\":true}");
    }

    @Test
    void explain_isThatOfTheFile() throws IOException {
        server.on("GET /api/profile/web", 200, Files.readAllBytes(Path.of(Run.EXAMPLE)), "X-Hone-Generation", "3");
        Run run = pgo("explain", "web", "tryBacktrack:21", "--at", "3");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualTo(Run.of("profile", "explain", Run.EXAMPLE, "tryBacktrack:21")
                        .out());
        assertThat(server.lines()).containsExactly("GET /api/profile/web?generation=3");
    }

    @Test
    void rebuild_answersByExitCode() {
        server.on("POST " + WEB + "/rebuild", 200, "{\"same\":true,\"digest\":\"3f78\"}");

        assertThat(pgo("rebuild", "web", "12"))
                .isEqualTo(new Run(0, "generation 12 of web is rebuilt to the same bytes, SHA-256 3f78\n", ""));
        server.on("POST " + WEB + "/rebuild", 200, "{\"same\":false,\"digest\":\"00\"}");
        assertThat(pgo("rebuild", "web", "12").exitCode()).isEqualTo(1);
        assertThat(pgo("rebuild", "web", "stable").exitCode()).isEqualTo(2);
        assertThat(server.lines().getFirst()).isEqualTo("POST " + WEB + "/rebuild?generation=12");
    }

    @Test
    void symbols_areSentAsTheyAre() {
        server.on("PUT " + WEB + "/symbols", 200, "{\"symbols\":1234}");
        Run run = Run.withInput(
                "main.main\n".getBytes(StandardCharsets.UTF_8), "pgo", "symbols", "web", "-", "-u", server.url());

        assertThat(run).isEqualTo(new Run(0, "web has 1,234 functions\n", ""));
        assertThat(server.asked().getFirst().body()).isEqualTo("main.main\n");
        assertThat(pgo("symbols", "web", "-").err()).contains("everything would be stale");
    }
}
