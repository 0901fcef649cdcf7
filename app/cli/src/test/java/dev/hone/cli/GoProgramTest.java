package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of a real Go program, by its own server. */
@Tag("go")
final class GoProgramTest {
    private static final String CPU = "/debug/pprof/profile";

    @TempDir
    private static Path folder;

    private static GoProgram program;

    @BeforeAll
    static void start() {
        program = GoProgram.start(folder);
    }

    @AfterAll
    static void stop() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    void merge_ofARunningProgram_profilesItForTheSeconds() {
        String out = folder.resolve("x").toString();

        Run run = Run.of("profile", "merge", "--seconds", "1", program.http() + CPU, "-o", out);

        assertThat(run).isEqualTo(new Run(0, "", "note: profiling " + program.http() + CPU + "?seconds=1 for 1s\n"));
        assertThat(Run.of("profile", "info", out).out())
                .contains("CPU profile of a Go program")
                .containsPattern("taken .* UTC for [0-9.]+s");
        assertThat(Run.of("profile", "top", "-n", "1", out).out()).contains("main.fibonacci");
        assertThat(Run.of("profile", "edges", out).out()).contains("main.fibonacci:4 -> main.fibonacci");
    }

    @Test
    void check_ofARunningProgram_judgesIt() {
        String url = program.http() + CPU;

        Run run = Run.of("profile", "check", "-q", "--seconds", "1", url);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(url + ": weak, ")
                .contains("samples are few")
                .contains(" cores busy");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void info_ofItsOtherProfiles_knowsTheirKind() {
        assertThat(Run.of("profile", "info", program.http() + "/debug/pprof/heap")
                        .out())
                .contains("kind      heap profile");
        Run text = Run.of("profile", "info", program.http() + "/debug/pprof/goroutine?debug=1");
        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.err()).contains("fetch it without debug=1");
        assertThat(Run.of("profile", "info", program.http() + "/nothing").err())
                .contains("the server answered 404: 404 page not found; does the program import net/http/pprof?");
    }

    @Test
    void fetch_withACertificateThatNobodyVouchesFor_isRefused_andSaysWhatToDo() {
        Run run = Run.of("profile", "top", "--quiet", program.https() + CPU + "?seconds=1");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("hone: " + program.https() + CPU + "?seconds=1: nobody whom Java trusts vouches for the "
                        + "certificate of 127.0.0.1; name a trust store that does: "
                        + "HONE_JAVA_OPTS='-Djavax.net.ssl.trustStore=FILE "
                        + "-Djavax.net.ssl.trustStorePassword=PASSWORD'\n");
    }
}
