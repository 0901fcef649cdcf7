package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a program's own profile to a build that is better by it, with the real Go. */
@Tag("server")
@Tag("go")
class GoBuildTest {
    private static final String INLINED = "inlining call to mix";
    private static final String COMPILED = "/compile ";
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void program() throws IOException {
        program = Files.createDirectories(folder.resolve("program"));
        Files.writeString(program.resolve("go.mod"), "module example.com/hot\n\ngo 1.24\n");
        Files.writeString(program.resolve("main.go"), """
                package main

                import (
                    "os"
                    "runtime/pprof"
                    "time"
                )

                // mix costs more than the compiler inlines without a profile.
                func mix(x, y uint64) uint64 {
                    for i := 0; i < 3; i++ {
                        x ^= x << 13
                        x ^= x >> 7
                        x ^= x << 17
                        y += x*2685821657736338717 + y>>3
                        if y&1 == 0 {
                            y = y>>1 ^ x
                        } else {
                            y = y*3 + 1
                        }
                        x += y<<5 ^ y>>11
                        y -= x<<3 ^ x>>9
                        x ^= y * 11400714819323198485
                    }
                    if x > y {
                        x, y = y>>3^x, x>>5^y
                    }
                    return x + y
                }

                func spin(until time.Time) uint64 {
                    sum := uint64(1)
                    for time.Now().Before(until) {
                        for i := uint64(0); i < 100000; i++ {
                            sum = mix(sum, i)
                        }
                    }
                    return sum
                }

                func main() {
                    file, err := os.Create(os.Args[1])
                    if err != nil {
                        panic(err)
                    }
                    if err := pprof.StartCPUProfile(file); err != nil {
                        panic(err)
                    }
                    sum := spin(time.Now().Add(3 * time.Second))
                    pprof.StopCPUProfile()
                    if err := file.Close(); err != nil {
                        panic(err)
                    }
                    println(sum)
                }
                """);
    }

    @Test
    void profileOfAProgram_throughTheService_makesItsBuildInline_andEqualOnesRebuildNothing() throws Exception {
        assertThat(build()).contains("cannot inline mix").doesNotContain(INLINED);
        try (ServerProcess up = HoneProcess.up(folder)) {
            String url = HoneProcess.address(up).toString();
            // All is judged at once, and not only when there are many samples and hours went by.
            fine(hone("pgo", "policy", "hot", "-u", url, "--set", "minimumSamples=1", "--set", "coolDown=0s"));
            profile("first.pprof");
            fine(hone("upload", "-u", url, "-a", "hot", "first.pprof"));
            refresh(url);
            assertThat(build()).contains(INLINED).contains(COMPILED);

            // A resample of the same work.
            Path file = program.resolve("default.pgo");
            byte[] before = Files.readAllBytes(file);
            Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            profile("second.pprof");
            fine(hone("upload", "-u", url, "-a", "hot", "second.pprof"));
            awaitUploads(url, 2);
            Call.Outcome decision = hone("pgo", "publish", "hot", "-u", url).run();
            assertThat(decision.exit()).as(decision.out() + decision.err()).isEqualTo(1);
            fine(hone("download", "-u", url, "hot", "-o", "default.pgo"));

            assertThat(file).hasBinaryContent(before);
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(LONG_AGO));
            assertThat(build()).contains(INLINED).doesNotContain(COMPILED);
        }
    }

    private void profile(String name) {
        fine(Call.of(program.resolve("hot"), name).in(program));
    }

    /** Gets what is published, as soon as something is. */
    private void refresh(String url) throws Exception {
        Call download = hone("download", "-u", url, "hot", "-o", "default.pgo");
        Patience.until(() -> download.run().exit() == 0);
    }

    private void awaitUploads(String url, int count) throws Exception {
        Call status = hone("pgo", "status", "hot", "--json", "-u", url);
        String expected = "\"uploads\" ?: ?" + count + "\\b";
        Patience.until(() -> fine(status).matches("(?s).*" + expected + ".*"));
    }

    /** What the compiler says of its decisions, and go of what it runs. */
    private String build() {
        return fine(Call.of(Path.of("/usr/bin/env"), "go", "build", "-x", "-gcflags=-m=2", "-o", "hot", ".")
                .with("GOFLAGS", "-mod=mod")
                .in(program));
    }

    private Call hone(String... words) {
        return Call.of(HoneProcess.program(), words).in(program);
    }

    private static String fine(Call call) {
        Call.Outcome outcome = call.run();
        assertThat(outcome.exit()).as(call.words() + ": " + outcome.err()).isZero();
        return outcome.out() + outcome.err();
    }
}
