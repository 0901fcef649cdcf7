package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are meant to take for ever, or that are none. */
final class HostileRulesTest {
    private static final String POLICY = "/api/hone/v1/apps/%s/policy";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.of(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Each of these takes a backtracking engine longer than anybody lives, on the name that is uploaded below. */
    @ParameterizedTest
    @CsvSource({"plus, (a+)+$", "either, (a|aa)+$", "star, ^(.*)*$x", "many, (.*a){60}$"})
    void expression_thatWouldTakeForEver_takesNoTime(String app, String expression) throws Exception {
        long start = System.nanoTime();
        Reply policy = server.send(
                "PUT",
                POLICY.formatted(app),
                "{\"prune\":[{\"drop\":\"%1$s\",\"keep\":\"%1$s\"}],\"rules\":[\"deny %1$s\"]}".formatted(expression));
        assertThat(policy.status()).as(policy.text()).isEqualTo(200);

        String victim = "main." + "a".repeat(10_000) + "!";
        Reply upload = server.upload(app, Profiles.call("main.main", victim, 5_000, 50_000_000_000L));
        assertThat(upload.status()).as(upload.text()).isEqualTo(201);
        server.await(app, status -> status.path("stable").path("number").asInt() == 1);

        assertThat(server.get("/api/profile/" + app + "?form=preprofile").text())
                .contains(victim);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prune\":[{}]}",
                "{\"prune\":[{\"keep\":\"x\"}]}",
                "{\"prune\":[{\"drop\":\"\"}]}",
                "{\"prune\":[{\"drop\":null}]}",
                "{\"prune\":[{\"drop\":\"(\"}]}",
                "{\"prune\":[{\"drop\":\"(a)\\\\1\"}]}",
                "{\"prune\":[{\"drop\":\"a(?=b)\"}]}",
                "{\"prune\":[{\"drop\":\"((a{1000}){1000}){1000}\"}]}",
                "{\"rules\":[\"deny ((a{1000}){1000}){1000}\"]}",
                "{\"prune\":{\"drop\":\"a\"}}"
            })
    void rule_thatIsNone_isRefused_andNothingChanges(String policy) throws Exception {
        String path = POLICY.formatted("web");
        String before = server.get(path).text();
        long start = System.nanoTime();
        Reply reply = server.send("PUT", path, policy);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).hasSizeBetween(10, 2_000);
        assertThat(server.get(path).text()).isEqualTo(before);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"app\":\"web\",\"rules\":[{\"keep\":\"x\"}]}] | entry 1 of the prune file: rule 1: a rule to prune needs an expression 'drop'",
                "[{\"app\":\"web\",\"rules\":[{\"drop\":\"(\"}]}] | entry 1 of the prune file",
                "{} | the prune file is a JSON list",
            })
    void pruneFile_thatIsWrong_endsTheStart(String content, String complaint) throws Exception {
        Path file = Files.writeString(folder.resolve("prune.json"), content);
        Run run = Run.of("up", "--listen", "127.0.0.1:0", "--prune", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--prune: " + file).contains(complaint);
    }

    @Test
    void pruneFile_thatIsNotThere_endsTheStart() {
        Run run = Run.of(
                "up",
                "--listen",
                "127.0.0.1:0",
                "--prune",
                folder.resolve("none").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none cannot be read");
    }
}
