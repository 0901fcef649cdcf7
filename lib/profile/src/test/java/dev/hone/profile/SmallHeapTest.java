package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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
        String said = run(Reading.class, "-Xmx256m", folder);

        assertThat(said.lines().filter(line -> line.startsWith("refused ")))
                .as(said)
                .hasSizeGreaterThanOrEqualTo(6);
    }

    /** Two threads may each read a file at a time, so the heap is twice that for one. */
    @Test
    void merge_ofManyHostileFiles_fitsASmallHeap(@TempDir Path folder) throws IOException, InterruptedException {
        String said = run(Merging.class, "-Xmx512m", folder);

        assertThat(said.lines().filter(line -> line.startsWith("merged ")))
                .as(said)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static String run(Class<?> program, String heap, Path folder) throws IOException, InterruptedException {
        for (Map.Entry<String, Supplier<byte[]>> hostile : Hostile.files().entrySet()) {
            byte[] stored = hostile.getValue().get();
            assertThat(stored.length).as(hostile.getKey()).isLessThan(MOST_STORED);
            Files.write(folder.resolve(hostile.getKey()), stored);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** Merges each file of a folder with itself, many times over. */
    static final class Merging {
        private Merging() {}

        private record Input(Path file) implements ParallelMerge.Input {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public Profile read(ProfileReader reader) {
                return reader.read(file).profile();
            }
        }

        public static void main(String[] args) throws IOException, InterruptedException {
            ParallelMerge merge = new ParallelMerge(
                    ProfileLimits.defaults(), 1, 2, Thread.ofPlatform().factory());
            File[] files = new File(args[0]).listFiles((folder, name) -> name.endsWith(".gz"));
            for (File file : files == null ? new File[0] : files) {
                try {
                    merge.merge(Collections.nCopies(12, new Input(file.toPath())), Progress.NONE);
                    System.out.println("merged " + file.getName());
                } catch (ProfileException e) {
                    System.out.println("refused " + file.getName() + " " + e.getMessage());
                }
            }
        }
    }

    /** Reads each file of a folder, in a process of its own. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] args) throws IOException {
            File[] files = new File(args[0]).listFiles((folder, name) -> name.endsWith(".gz"));
            for (File file : files == null ? new File[0] : files) {
                try {
                    Profile profile = AnyFormat.read(Files.readAllBytes(file.toPath()), ProfileLimits.defaults())
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
