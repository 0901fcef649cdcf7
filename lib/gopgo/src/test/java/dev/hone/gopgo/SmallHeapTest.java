package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a stored map under 1 MB contains, a JVM with a heap of 128 MB reads or refuses it. */
final class SmallHeapTest {
    private static final int SIZE = 1_000_000;

    @Test
    void map_ofHostileBytes_fitsASmallHeap(@TempDir Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("refused ")))
                .as(said)
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(said.lines().filter(line -> line.startsWith("read ")))
                .as(said)
                .hasSizeGreaterThanOrEqualTo(1);
    }

    /** Small bytes that ask for much, and what becomes of each. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] args) {
            Map<String, Supplier<byte[]>> hostile = new LinkedHashMap<>();
            hostile.put(
                    "most names",
                    () -> new StoredBytes().numbers(SIZE / 2, 0).zeros(SIZE).sealed());
            hostile.put("most edges", () -> edges(SIZE / 3));
            hostile.put(
                    "more edges than fit",
                    () -> new StoredBytes().numbers(0, SIZE).zeros(SIZE).sealed());
            hostile.put("names that double", Reading::bomb);
            hostile.put("long names, one byte each", Reading::steps);
            hostile.put("a length of 16 MB", Reading::longer);
            for (Map.Entry<String, Supplier<byte[]>> each : hostile.entrySet()) {
                byte[] stored = each.getValue().get();
                try {
                    StoredEdges edges =
                            StoredEdges.next(new ByteArrayInputStream(stored)).orElseThrow();
                    new EdgeSum(1).add(edges);
                    System.out.println("read " + each.getKey() + " " + edges.map());
                } catch (GoProfileException e) {
                    System.out.println("refused " + each.getKey() + ": " + e.getMessage());
                }
            }
        }

        /** One function that calls itself from line after line. */
        private static byte[] edges(int count) {
            return new StoredBytes()
                    .numbers(1, count)
                    .name(0, "a")
                    .numbers(0, count - 1)
                    .zeros(3 * count)
                    .sealed();
        }

        private static byte[] bomb() {
            StoredBytes bytes = new StoredBytes().numbers(100_000, 0).name(0, "a".repeat(500_000));
            for (int i = 1; i < 100_000; i++) {
                bytes.name(500_000 + i - 1, "a");
            }
            return bytes.sealed();
        }

        private static byte[] steps() {
            int names = SIZE / 4;
            StoredBytes bytes = new StoredBytes().numbers(names, 0).name(0, "");
            for (int i = 1; i < names; i++) {
                bytes.name(i - 1, "a");
            }
            return bytes.sealed();
        }

        private static byte[] longer() {
            byte[] stored = new StoredBytes().numbers(0, 0).zeros(SIZE - 2).sealed();
            stored[10] = (byte) 0xf0;
            return stored;
        }
    }
}
