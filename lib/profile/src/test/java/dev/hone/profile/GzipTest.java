package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we pack, others unpack; it is small, and never another. */
final class GzipTest {
    private static final int ROUNDS = 400;

    private static byte[] pack(byte[] bytes) {
        return Gzip.pack(bytes, bytes.length);
    }

    private static void assertUnpacks(String what, byte[] bytes) {
        byte[] packed = pack(bytes);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(Arrays.equals(in.readAllBytes(), bytes)).as(what).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(what, e);
        }
        Output ours = new Output(packed.length, bytes.length, ProfileLimits.defaults(), new Budget(Long.MAX_VALUE / 2));
        Gunzip.expand(packed, ours);
        assertThat(ours.length()).as(what).isEqualTo(bytes.length);
    }

    /** Bytes with repetitions at all distances, from an alphabet of any size. */
    private static byte[] structured(Random random) {
        byte[] bytes = new byte[random.nextInt(1 << (1 + random.nextInt(17)))];
        int alphabet = 1 + random.nextInt(256);
        int at = 0;
        while (at < bytes.length) {
            int run = Math.min(1 + random.nextInt(600), bytes.length - at);
            int back = 1 + random.nextInt(1 << (1 + random.nextInt(16)));
            boolean copy = random.nextInt(3) > 0 && back <= at;
            for (int i = at; i < at + run; i++) {
                bytes[i] = copy ? bytes[i - back] : (byte) random.nextInt(alphabet);
            }
            at += run;
        }
        return bytes;
    }

    @Test
    void pack_ofStructuredBytes_isUndoneByInflate() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            assertUnpacks("seed " + seed, structured(new Random(seed)));
        }
    }

    @Test
    void pack_ofShortInputs_isUndoneByInflate() {
        Random random = new Random(1);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length];
            assertUnpacks(length + " zeros", bytes);
            random.nextBytes(bytes);
            assertUnpacks(length + " random bytes", bytes);
        }
    }

    @Test
    void pack_ofRareSymbols_keepsCodesShortEnough() {
        // Frequencies like Fibonacci's numbers make the deepest tree there is.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int frequency = 1;
        int before = 1;
        for (int symbol = 0; symbol < 19; symbol++) {
            byte[] run = new byte[frequency];
            Arrays.fill(run, (byte) (symbol * 13));
            bytes.writeBytes(run);
            int next = frequency + before;
            before = frequency;
            frequency = next;
        }
        byte[] shuffled = bytes.toByteArray();
        Random random = new Random(3);
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            byte moved = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = moved;
        }
        assertUnpacks("Fibonacci", shuffled);
    }

    @Test
    void pack_ofLargeInputs_isUndoneByInflate() {
        byte[] zeros = new byte[20_000_000];
        assertUnpacks("zeros", zeros);
        byte[] random = new byte[3_000_000];
        new Random(2).nextBytes(random);
        assertUnpacks("random", random);
        assertThat(pack(random).length).isLessThan(random.length + random.length / 50);
    }

    @Test
    void pack_ofAProfile_isNearlyAsSmallAsZlibs() throws IOException {
        byte[] raw = exampleProfile();
        Deflater zlib = new Deflater(6, true);
        zlib.setInput(raw);
        zlib.finish();
        int theirs = zlib.deflate(new byte[raw.length]);
        zlib.end();

        assertThat(pack(raw).length).isLessThan(theirs + theirs / 20 + 64);
    }

    private static byte[] exampleProfile() throws IOException {
        Path example = Path.of("../../docs/examples/cpu.pb.gz");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(example))) {
            return in.readAllBytes();
        }
    }

    @Test
    void pack_ofTheSameBytes_isTheSameForEver() {
        byte[] bytes = "a rose is a rose is a rose is a rose".getBytes(StandardCharsets.US_ASCII);

        assertThat(HexFormat.of().formatHex(pack(bytes)))
                .isEqualTo("1f8b08000000000000ff4b5428ca2f4e55c82c56c0cd020093a90d5324000000");
    }

    @Test
    void pack_ofAnything_passesGzipsTest(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gzip")), "there is no gzip to ask");
        for (byte[] bytes : List.of(new byte[0], exampleProfile(), structured(new Random(5)))) {
            Path file = folder.resolve("packed.gz");
            Files.write(file, pack(bytes));
            Process gzip = new ProcessBuilder("/usr/bin/gzip", "-t", file.toString())
                    .inheritIO()
                    .start();
            assertThat(gzip.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(gzip.exitValue()).isZero();
        }
    }
}
