package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobStores;
import dev.hone.blob.Surroundings;
import dev.hone.cache.RemoteCache.Existing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result of 300 MB goes to a shared store and comes back in a heap of 64 MB. */
final class SmallHeapTest {
    private static final long SIZE = 300_000_000;

    @Test
    void offerAndFetch_ofALargeResult_fitASmallHeap(@TempDir Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Travelling.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(out, StandardCharsets.UTF_8)).isEqualTo("came back\n");
    }

    /** In a process of its own: shares a result by a folder, and fetches it into another cache. */
    static final class Travelling {
        private Travelling() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new Random(1));
            BlobStore store = BlobStores.of(new Surroundings(world.clock(), world.random()), List.of())
                    .open("file://" + folder.resolve("shared") + "?create_dir=true");
            ActionId action = Outputs.action(1);
            LocalStore here = local(folder.resolve("here"), world);
            try (Pins pins = here.pins();
                    RemoteSharedCache shared = shared(store, here, world)) {
                Staged body = here.incoming().take(new Lines(), output(), SIZE);
                shared.offer(
                        action,
                        here.put(action, body, world.clock().instant(), pins),
                        Existing.KEEP,
                        CacheListener.NONE);
                shared.settle(Duration.ofMinutes(4));
            }
            LocalStore there = local(folder.resolve("there"), world);
            try (Pins pins = there.pins();
                    RemoteSharedCache shared = shared(store, there, world)) {
                System.out.println(
                        shared.fetch(action, pins, CacheListener.NONE).found().isPresent()
                                ? "came back"
                                : "did not come back");
            }
        }

        private static LocalStore local(Path root, CacheSurroundings world) {
            return LocalStore.open(root, LocalSettings.USUAL, world.clock(), world.random());
        }

        private static RemoteSharedCache shared(BlobStore store, LocalStore local, CacheSurroundings world) {
            RemoteSettings patient = new RemoteSettings(
                    Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 10, Duration.ofSeconds(15), 0, 1 << 20);
            return RemoteSharedCache.open(
                    new SharedStore("test", BlobRemoteCache.over(store, ""), true, patient, null),
                    local,
                    world,
                    CacheListener.NONE);
        }

        private static OutputId output() throws IOException {
            MessageDigest digest = Digests.sha256();
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = new Lines()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
            return OutputId.ofBytes(digest.digest());
        }
    }

    /** Bytes that shrink, but not to nothing. */
    private static final class Lines extends InputStream {
        private final byte[] block = new byte[1 << 16];
        private long left = SIZE;

        Lines() {
            new Random(5).nextBytes(block);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            if (left == 0) {
                return -1;
            }
            int given = (int) Math.min(Math.min(count, left), block.length - left % block.length);
            System.arraycopy(block, (int) (left % block.length), buffer, offset, given);
            left -= given;
            return given;
        }
    }
}
