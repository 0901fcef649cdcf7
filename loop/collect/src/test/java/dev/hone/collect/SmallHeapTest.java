package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.intake.Intake;
import dev.hone.profile.ProfileLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a pushed body of 8 MB contains, a JVM with a heap of 256 MB takes it in or refuses it. */
final class SmallHeapTest {
    private static final int SIZE = 8_000_000;

    @Test
    void bodies_ofHostileBytes_fitASmallHeap(@TempDir Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Receiving.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("refused ")))
                .as(said)
                .hasSizeGreaterThanOrEqualTo(10);
    }

    /** Bodies that ask for much, and what becomes of each in every form. */
    static final class Receiving {
        private Receiving() {}

        public static void main(String[] args) throws IOException {
            Map<String, Supplier<byte[]>> hostile = new LinkedHashMap<>();
            hostile.put("empty series", () -> repeated(Pushes.field(1, new byte[0])));
            hostile.put("empty series of Parca", () -> repeated(Pushes.field(2, new byte[0])));
            hostile.put("empty profiles", () -> Pushes.field(1, repeated(Pushes.field(2, new byte[0]))));
            hostile.put("empty labels", () -> Pushes.field(1, repeated(Pushes.field(1, new byte[0]))));
            hostile.put("unknown fields", () -> repeated(new byte[] {8 << 3, 1}));
            hostile.put("strings of OTLP", () -> Pushes.field(2, repeated(Pushes.field(5, new byte[0]))));
            hostile.put("stacks of OTLP", () -> Pushes.field(2, repeated(Pushes.field(7, new byte[0]))));
            hostile.put(
                    "a profile of samples", () -> Pushes.series(repeated(Pushes.field(2, new byte[0])), "app", "a"));
            hostile.put("arrays of JSON", () -> repeated("[".getBytes(StandardCharsets.UTF_8)));
            hostile.put("numbers of JSON", Receiving::numbers);
            hostile.put("boundaries", () -> repeated("--B\r\n".getBytes(StandardCharsets.UTF_8)));
            try (Intake intake = new MemoryIntake()) {
                PushReceiver receiver = new PushReceiver(intake, ProfileLimits.defaults(), PushListener.NONE);
                for (Map.Entry<String, Supplier<byte[]>> each : hostile.entrySet()) {
                    byte[] body = each.getValue().get();
                    for (PushForm form : PushForm.values()) {
                        tell(each.getKey() + " as " + form, () -> receiver.push(form, body, app -> true));
                    }
                    IngestRequest request = new IngestRequest("web", "", "multipart/form-data; boundary=B");
                    tell(each.getKey() + " as a form", () -> {
                        try {
                            receiver.ingest(request, new ByteArrayInputStream(body), app -> true);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                }
            }
        }

        private static void tell(String name, Runnable push) {
            try {
                push.run();
                System.out.println("took " + name);
            } catch (PushException e) {
                System.out.println("refused " + name + ": " + e.getMessage());
            }
        }

        private static byte[] repeated(byte[] what) {
            byte[] bytes = Arrays.copyOf(what, SIZE / what.length * what.length);
            for (int i = what.length; i < bytes.length; i++) {
                bytes[i] = bytes[i - what.length];
            }
            return bytes;
        }

        private static byte[] numbers() {
            byte[] bytes = repeated("1,".getBytes(StandardCharsets.UTF_8));
            byte[] head = "{\"series\":[".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(head, 0, bytes, 0, head.length);
            return bytes;
        }
    }
}
