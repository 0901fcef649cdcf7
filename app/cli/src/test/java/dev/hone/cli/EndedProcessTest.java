package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merge that is told to end ends soon, and leaves a whole file or none. SIGTERM stands for Ctrl-C: some shells ignore that. */
final class EndedProcessTest {
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    private Process merge(String input) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.hone.cli.Main",
                        "profile",
                        "merge",
                        input,
                        "-o",
                        folder.resolve("out").toString())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("err"))
                    .toList();
        }
    }

    @Test
    void merge_thatWaitsForItsInput_endsAtOnce_andWritesNothing() throws IOException, InterruptedException {
        Process process = merge("-");
        assertThat(process.waitFor(700, TimeUnit.MILLISECONDS)).isFalse();

        process.destroy();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        assertThat(files()).isEmpty();
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @Test
    void merge_endedAtAnyTime_leavesAWholeFileOrNone() throws IOException, InterruptedException {
        for (int millis = 0; millis < 1000; millis += 125) {
            Process process = merge(Run.EXAMPLE);
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.destroy();
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isIn(0, TERMINATED);
            assertThat(files()).isSubsetOf("out");
            if (Files.deleteIfExists(folder.resolve("out"))) {
                continue;
            }
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
        }
    }
}
