package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real Go builds through the cache: nothing is compiled twice, and what is built is what is built without it. */
@Tag("go")
class CacheBuildTest {
    private static final String COMPILED = "/compile ";

    @TempDir
    Path folder;

    private Path program;
    private Path root;

    @BeforeAll
    static void makeReady() {
        Machine.makeReady();
    }

    @BeforeEach
    void program() throws IOException {
        root = folder.resolve("root");
        program = Files.createDirectories(folder.resolve("program"));
        Files.writeString(program.resolve("go.mod"), "module example.com/small\n\ngo 1.24\n");
        Files.createDirectories(program.resolve("part"));
        Files.writeString(program.resolve("part/part.go"), "package part\n\nfunc Twice(x int) int { return 2 * x }\n");
        Files.writeString(
                program.resolve("main.go"),
                "package main\n\nimport \"example.com/small/part\"\n\nfunc main() { println(part.Twice(21)) }\n");
    }

    @AfterEach
    void stop() {
        cache("stop").run();
    }

    @Test
    void build_aSecondTime_compilesNothing_andIsTheSameAsWithout() throws IOException {
        Call.Outcome cold = build("cold", "hone cache");
        assertThat(cold.err()).contains(COMPILED);
        assertThat(Call.of(folder.resolve("cold")).run().err()).isEqualTo("42\n");
        Call.Outcome warm = build("warm", "hone cache");
        assertThat(warm.err()).doesNotContain(COMPILED);
        assertThat(build("plain", "").exit()).isZero();
        for (String other : List.of("warm", "plain")) {
            assertThat(folder.resolve(other)).hasSameBinaryContentAs(folder.resolve("cold"));
        }
        assertThat(cache("status").run().out()).contains("a daemon is running").contains("2 so far");

        // One package changes: that one and who imports it.
        Files.writeString(
                program.resolve("part/part.go"), "package part\n\nfunc Twice(x int) int { return x + x + 0 }\n");
        Call.Outcome changed = build("changed", "hone cache");
        assertThat(changed.err().split(COMPILED, -1)).hasSizeBetween(2, 3);

        // In one process, on the same folder.
        assertThat(build("direct", "hone cache direct").err()).doesNotContain(COMPILED);
    }

    @Test
    void daemon_killedAgainAndAgain_costsABuildNothingButTime() throws Exception {
        Call.Running building = go(
                        "hone cache",
                        "build",
                        "-a",
                        "-o",
                        folder.resolve("killed").toString(),
                        ".")
                .start();
        int killed = 0;
        while (building.process().isAlive()) {
            killed += killDaemon() ? 1 : 0;
            Sleeper.REAL.sleep(Duration.ofMillis(700));
        }
        Call.Outcome outcome = building.await();
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(killed).isPositive();
        assertThat(build("plain", "").exit()).isZero();
        assertThat(folder.resolve("killed")).hasSameBinaryContentAs(folder.resolve("plain"));
        assertThat(build("after", "hone cache").exit()).isZero();
        assertThat(folder.resolve("after")).hasSameBinaryContentAs(folder.resolve("plain"));
        // The record that it was writing when it was killed is swept some hours later; bodies come by a move.
        try (Stream<Path> left = Files.list(root.resolve("incoming"))) {
            assertThat(left).allMatch(file -> file.toFile().length() < 200);
        }
    }

    @Test
    void twoBuilds_sideBySide_shareOneFolderAndDaemon() {
        Call.Running one = go("hone cache", "build", "-o", folder.resolve("one").toString(), ".")
                .start();
        Call.Running two = go("hone cache", "build", "-o", folder.resolve("two").toString(), ".")
                .start();
        for (Call.Running building : List.of(one, two)) {
            Call.Outcome outcome = building.await();
            assertThat(outcome.exit()).as(outcome.err()).isZero();
            assertThat(outcome.err()).isEmpty();
        }
        assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
        assertThat(build("three", "hone cache").err()).doesNotContain(COMPILED);
    }

    @Test
    void folder_thatCannotBeUsed_costsTheCacheAndNotTheBuild() throws IOException {
        Files.writeString(root, "a file where the folder should be");
        Call.Outcome outcome = build("built", "hone cache");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).containsOnlyOnce("hone cache: ").contains(root.toString());
        assertThat(Call.of(folder.resolve("built")).run().err()).isEqualTo("42\n");
    }

    static Stream<String> otherGos() {
        return Stream.of(System.getProperty("hone.go.toolchains", "local").split(",", -1))
                .filter(name -> !name.equals("local"));
    }

    @ParameterizedTest
    @MethodSource("otherGos")
    void build_byOtherGos_compilesNothingTwiceEither(String toolchain) {
        Call.Outcome cold = by(
                toolchain,
                go("hone cache", "build", "-x", "-o", folder.resolve("cold").toString(), "."));
        assertThat(cold.exit()).as(cold.err()).isZero();
        Call.Outcome warm = by(
                toolchain,
                go("hone cache", "build", "-x", "-o", folder.resolve("warm").toString(), "."));
        assertThat(warm.err()).doesNotContain(COMPILED);
        assertThat(folder.resolve("warm")).hasSameBinaryContentAs(folder.resolve("cold"));
    }

    private static Call.Outcome by(String toolchain, Call call) {
        return call.with("GOTOOLCHAIN", toolchain).run();
    }

    @Test
    void vetListAndTest_workThroughIt() throws IOException {
        Files.writeString(
                program.resolve("part/part_test.go"),
                "package part\n\nimport \"testing\"\n\nfunc TestTwice(t *testing.T) { if Twice(2) != 4 { t.Fail() } }\n");
        assertThat(go("hone cache", "vet", "./...").run().exit()).isZero();
        Call.Outcome export = go("hone cache", "list", "-export", "-f", "{{.Export}}", "example.com/small/part")
                .run();
        assertThat(Path.of(export.out().strip())).isRegularFile();
        assertThat(go("hone cache", "test", "./part").run().out())
                .contains("ok")
                .doesNotContain("(cached)");
        assertThat(go("hone cache", "test", "./part").run().out()).contains("(cached)");
        assertThat(go("hone cache", "clean", "-testcache").run().exit()).isZero();
        assertThat(go("hone cache", "test", "./part").run().out())
                .contains("ok")
                .doesNotContain("(cached)");
    }

    private Call.Outcome build(String name, String helper) {
        Call.Outcome outcome = go(
                        helper, "build", "-x", "-o", folder.resolve(name).toString(), ".")
                .run();
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome;
    }

    /** The go command with this in GOCACHEPROG, and a native cache of its own where there is none. */
    private Call go(String helper, String... words) {
        String launcher = helper.isEmpty() ? "" : HoneProcess.program() + helper.substring("hone".length());
        return Call.of(Path.of("go"), words)
                .in(program)
                .with("GOFLAGS", "-trimpath -buildvcs=false")
                .with("CGO_ENABLED", "0")
                .with("HONE_CACHE_DIR", root.toString())
                .with("TMPDIR", folder.toString())
                .with("GOCACHEPROG", launcher);
    }

    private Call cache(String word) {
        return Call.of(HoneProcess.program(), "cache", word)
                .with("HONE_CACHE_DIR", root.toString())
                .with("TMPDIR", folder.toString());
    }

    private boolean killDaemon() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("cache daemon --root-directory " + root))
                        .isPresent())
                .map(ProcessHandle::destroyForcibly)
                .reduce(false, Boolean::logicalOr);
    }
}
