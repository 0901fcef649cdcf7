package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file under 1 MB contains, a JVM with a heap of 256 MB reads or refuses it. */
final class SmallHeapTest {
    private static final int MOST_STORED = 1_000_000;

    @Test
    void read_ofHostileFiles_fitsASmallHeap(@TempDir Path folder) throws IOException, InterruptedException {
        for (Map.Entry<String, Supplier<byte[]>> hostile : Hostile.files().entrySet()) {
            byte[] stored = hostile.getValue().get();
            assertThat(stored.length).as(hostile.getKey()).isLessThan(MOST_STORED);
            Files.write(folder.resolve(hostile.getKey()), stored);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("refused ")))
                .as(said)
                .hasSizeGreaterThanOrEqualTo(6);
    }

    /** Reads each file of a folder, in a process of its own. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] args) throws IOException {
            File[] files = new File(args[0]).listFiles((folder, name) -> name.endsWith(".gz"));
            for (File file : files == null ? new File[0] : files) {
                try {
                    Profile profile = Pprof.read(Files.readAllBytes(file.toPath()), ProfileLimits.defaults())
                            .profile();
                    ProfileSummary.of(profile);
                    System.out.println("read " + file.getName());
                } catch (ProfileException e) {
                    System.out.println("refused " + file.getName() + " " + e.getMessage());
                }
            }
        }
    }
}
