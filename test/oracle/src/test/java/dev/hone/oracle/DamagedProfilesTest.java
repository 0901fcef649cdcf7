package dev.hone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real profiles with a few bytes changed: what a bad disk or a clever sender makes of them. */
@Tag("go")
class DamagedProfilesTest {
    private static final int PER_FILE = Math.max(10, Generator.COUNT / 20);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(Generator.FIRST_SEED);

    @Test
    void bytesChangedInside_realProfiles_areDecodedAsByPprof() throws IOException {
        Disagreements disagreements = new Disagreements("damaged-inside");
        try (Oracle decode = Oracle.start("decode")) {
            for (Path file : gzipped()) {
                byte[] raw = gunzip(RealProfiles.bytes(file));
                for (int i = 0; i < PER_FILE; i++) {
                    byte[] damaged = damage(raw);
                    disagreements.compare(
                            RealProfiles.name(file) + "-" + i,
                            damaged,
                            Verdict.ofDecoding(damaged),
                            Verdict.of(decode.ask(damaged)));
                }
            }
        }
        disagreements.assertNone();
    }

    @Test
    void bytesChangedInPacking_realProfiles_areReadAsByPprof() {
        Disagreements disagreements = new Disagreements("damaged-packing");
        try (Oracle parse = Oracle.start("parse")) {
            for (Path file : gzipped()) {
                byte[] stored = RealProfiles.bytes(file);
                for (int i = 0; i < PER_FILE; i++) {
                    byte[] damaged = damage(stored);
                    disagreements.compare(
                            RealProfiles.name(file) + "-" + i,
                            damaged,
                            Verdict.ofFile(damaged),
                            Verdict.of(parse.ask(damaged)));
                }
            }
        }
        disagreements.assertNone();
    }

    private static List<Path> gzipped() {
        List<Path> files = RealProfiles.fixtures().stream()
                .filter(file -> RealProfiles.name(file).endsWith(".gz"))
                .toList();
        assertThat(files).isNotEmpty();
        return files;
    }

    private static byte[] gunzip(byte[] stored) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            return in.readAllBytes();
        }
    }

    private byte[] damage(byte[] original) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = damageOnce(bytes);
        }
        return bytes;
    }

    private byte[] damageOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, Math.max(1, at));
            case 1 -> without(bytes, at, 1 + random.nextInt(8));
            case 2 -> set(bytes, at, 0xff);
            case 3 -> set(bytes, at, random.nextInt(256));
            default -> set(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
        };
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        int end = Math.min(bytes.length, at + length);
        byte[] shorter = Arrays.copyOf(bytes, Math.max(1, bytes.length - (end - at)));
        System.arraycopy(bytes, end, shorter, at, Math.min(bytes.length - end, shorter.length - at));
        return shorter;
    }
}
