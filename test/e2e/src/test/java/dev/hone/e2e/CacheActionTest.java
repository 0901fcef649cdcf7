package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dist/action does in a job: builds, brings what is to be shared, and tells. */
@Tag("go")
@Tag("server")
class CacheActionTest {
    @TempDir
    Path folder;

    private Path program;
    private Path summary;
    private Bucket bucket;
    private Machine runner;

    @BeforeAll
    static void makeReady() {
        Machine.makeReady();
    }

    @BeforeEach
    void job() throws IOException {
        program = Files.createDirectories(folder.resolve("program"));
        summary = folder.resolve("summary.md");
        Files.writeString(program.resolve("go.mod"), "module example.com/small\n\ngo 1.24\n");
        Files.writeString(program.resolve("main.go"), "package main\n\nfunc main() { println(42) }\n");
        bucket = Bucket.start(Files.createDirectories(folder.resolve("bucket")));
        runner = Machine.on(bucket, folder.resolve("runner"));
    }

    @AfterEach
    void end() {
        runner.cache("stop").run();
        bucket.close();
    }

    private Call action(String build) {
        return runner.set(Call.of(Folder.ofCheckout().resolve("dist/action/build"), build))
                .in(program)
                .with("HONE", HoneProcess.program().toString())
                .with("GITHUB_STEP_SUMMARY", summary.toString())
                .with("GOFLAGS", "-trimpath -buildvcs=false")
                .with("CGO_ENABLED", "0");
    }

    @Test
    void build_isShared_andItsReportIsInTheSummary() throws IOException {
        Call.Outcome outcome = action("go build -o out . && go list -export .").run();

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("all is shared");
        assertThat(program.resolve("out")).exists();
        assertThat(bucket.keys()).hasSizeGreaterThan(20);
        assertThat(summary)
                .content()
                .startsWith("### Build cache: ")
                .contains("ended with 0\n\n```text\n", " asked ", "go build", "go list")
                .endsWith("```\n");
    }

    @Test
    void build_thatFails_failsTheStep_andIsReportedToo() {
        Call.Outcome outcome = action("go build ./nowhere && echo not reached").run();

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out()).doesNotContain("not reached");
        assertThat(summary).content().contains("ended with 1\n", "no go command has used the cache");
    }

    @Test
    void action_withoutHone_saysWhatToDo() {
        Call.Outcome outcome =
                action("go build .").with("HONE", "/no/such/hone").run();

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.err()).contains("There is no /no/such/hone", "PATH");
        assertThat(summary).doesNotExist();
    }
}
