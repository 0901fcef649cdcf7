package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type to pull from a Pyroscope, which one of our own servers stands in for; the contract of stores is in PullerTest. */
final class PullTest {
    private static final String QUERY = "{service_name=\"web\"}";

    @TempDir
    private Path folder;

    @TempDir
    private Path another;

    private static String url(RunningServer server) {
        return "http://127.0.0.1:" + server.assembly().port();
    }

    private static Run once(Map<String, String> variables, RunningServer source, RunningServer target, String query) {
        return Run.toItsEnd(
                variables, "scrape", "--mode", "pyroscope", url(source), query, "--once", "-u", url(target));
    }

    @Test
    void once_handsInWhatOurOwnServerAnswers_andEqualBytesCountOnce() throws Exception {
        try (RunningServer source = RunningServer.withKeys(folder, "name=all roles=submit,read");
                RunningServer target = RunningServer.of(another)) {
            source.as("all").publish("web", Profiles.cpu(1), 1);
            Run run = once(Map.of("HONE_SOURCE_KEY", "all"), source, target, QUERY);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("handed in what was recorded from 20", " of " + url(source) + ", as web\n");
            once(Map.of("HONE_SOURCE_KEY", "all"), source, target, QUERY);

            target.await("web", status -> status.path("stable").path("number").asInt() == 1);
            assertThat(target.get("/api/hone/v1/apps/web")
                            .json()
                            .path("uploads")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatFails_isSaidOnOneLine() throws Exception {
        try (RunningServer source = RunningServer.withKeys(folder, "name=all roles=submit,read");
                RunningServer target = RunningServer.of(another)) {
            Run keyless = once(Map.of(), source, target, QUERY);
            assertThat(keyless.exitCode()).isEqualTo(3);
            assertThat(keyless.err()).contains("hone: nothing was handed in from", "401", "set HONE_SOURCE_KEY");

            Run absent = once(Map.of("HONE_SOURCE_KEY", "all"), source, target, QUERY);
            assertThat(absent.exitCode()).isEqualTo(3);
            assertThat(absent.err()).contains("no profile of the app 'web' is published yet");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "--mode pyroscope                                             | name the URL of the store, as in hone scrape",
                "--mode parca http://127.0.0.1:1                              | say which profiles are wanted",
                "--mode parca http://127.0.0.1:1 web                          | 'web' selects no labels; write it as",
                "--mode parca http://127.0.0.1:1 {zone=\"a\"}                 | name the app with --app",
                "--mode parca http://me:secret@127.0.0.1:1 {job=\"a\"}        | leave user and password out of the URL",
                "--mode pyroscope 127.0.0.1:4040 {job=\"a\"}                  | is no URL such as",
                "--mode pyroscope http://127.0.0.1:1/?a=b {job=\"a\"}         | is no URL such as",
                "--mode pyroscope http://127.0.0.1:1 {job=\"a\"} --settle -1s | --settle",
                "--mode pyroscope http://127.0.0.1:1 {job=\"a\"} -f 10ms      | --frequency takes at least 1s",
                "--mode pyroscope http://127.0.0.1:1 {job=\"a\"} --list       | --once shows one window",
            })
    void wrongUse_isSaidAtTheStart(String line, String hint) {
        Run run = Run.of(("scrape " + line).split(" ", -1));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(hint).doesNotContain("secret@");
    }

    @Test
    void withoutOnce_itServesSignsOfLife() {
        Run run = Run.of("scrape", "--mode", "pyroscope", "http://127.0.0.1:1", QUERY, "-p", "0");

        assertThat(run.exitCode()).as(run.err()).isZero();
    }
}
