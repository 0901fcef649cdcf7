package dev.hone.gocache.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than there is memory for: keys and inputs without end, of builds that differ in all of them. */
final class DoctorSmallHeapTest {
    private static final int LINES = 100_000;

    @TempDir
    Path folder;

    @Test
    void builds_ofWhichMoreIsSaidThanThereIsMemoryFor_areComparedInPart() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Small.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("in part");
    }

    static final class Small {
        private Small() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            Diagnosis diagnosis = Diagnosis.between(log(folder, 1), log(folder, 2));
            System.out.println(diagnosis.whole() ? "in whole" : "in part");
        }

        private static InputLog log(Path folder, int build) throws IOException {
            Path file = folder.resolve("log" + build);
            try (InputStream said = new Endless(build)) {
                InputLog.record(said, file, "/a", Map.of());
            }
            return InputLog.open(file);
        }
    }

    /** Keys of ever new names, each with an input of its own. */
    private static final class Endless extends InputStream {
        private final int build;
        private int line;
        private byte[] now = new byte[0];
        private int at;

        Endless(int build) {
            this.build = build;
        }

        @Override
        public int read() {
            if (at == now.length) {
                if (line == LINES) {
                    return -1;
                }
                line++;
                String name = "HASH[build " + "x".repeat(line % 50) + line + "]: ";
                now = (name + "\"file " + line + " " + build + "\"\n" + name + "%016x".formatted(build) + "0".repeat(48)
                                + "\n")
                        .getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            return now[at++];
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            int read = 0;
            for (int c = count == 0 ? -1 : read(); c >= 0; c = read < count ? read() : -1) {
                buffer[offset + read++] = (byte) c;
            }
            return read == 0 && count > 0 ? -1 : read;
        }
    }
}
