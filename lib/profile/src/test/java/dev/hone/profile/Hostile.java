package dev.hone.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Files that are small and ask for much: runs of the cheapest bytes that make the reader store something.
 *
 * <p>Each is filled up to almost 1 MB with bytes that do not compress, because a larger file is allowed more memory. The
 * lengths of the runs are chosen so that some are read to the end and some hit the limit.
 */
final class Hostile {
    private static final int FILLER = 600_000;
    private static final int[] EXPANDED = {6 << 20, 40 << 20};

    private Hostile() {}

    static Map<String, Supplier<byte[]>> files() {
        Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();
        for (int size : EXPANDED) {
            String suffix = "-" + (size >> 20) + ".gz";
            files.put("zeros" + suffix, () -> run(size, 0));
            files.put("samples" + suffix, () -> run(size, 2 << 3 | 2, 0));
            files.put("mappings" + suffix, () -> run(size, 3 << 3 | 2, 0));
            files.put("locations" + suffix, () -> run(size, 4 << 3 | 2, 0));
            files.put("functions" + suffix, () -> run(size, 5 << 3 | 2, 0));
            files.put("strings" + suffix, () -> run(size, 6 << 3 | 2, 0));
            files.put("types" + suffix, () -> run(size, 1 << 3 | 2, 0));
            files.put("comments" + suffix, () -> run(size, 13 << 3, 0));
            files.put("labels" + suffix, () -> run(size, 2 << 3 | 2, 4, 3 << 3 | 2, 2, 3 << 3, 1));
            files.put("lines" + suffix, () -> run(size, 4 << 3 | 2, 2, 4 << 3 | 2, 0));
            files.put("stack" + suffix, () -> oneField(size, 2, 1));
            files.put("values" + suffix, () -> oneField(size, 2, 2));
            files.put(
                    "wide-ids" + suffix,
                    () -> run(size, 2 << 3 | 2, 12, 1 << 3 | 2, 10, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1));
            files.put(
                    "folded-names" + suffix,
                    () -> folded(Math.min(size, 7 << 20) / 5, i -> Integer.toString(i, 36) + ";x 1\n"));
            files.put("folded-deep" + suffix, () -> folded(size, i -> "a;".repeat(30_000) + " 1\n"));
            files.put("folded-lines" + suffix, () -> folded(size, i -> " 1\n"));
            files.put("legacy-samples" + suffix, () -> legacy(size, i -> new long[] {1, 0}, ""));
            files.put("legacy-addresses" + suffix, () -> legacy(size / 16, i -> new long[] {1, 1, 7L * i}, ""));
            files.put(
                    "legacy-map" + suffix,
                    () -> legacy(1 << 18, i -> new long[] {1, 1, 7L * i}, "1 2\n".repeat(size / 4)));
        }
        return files;
    }

    private static byte[] folded(int size, IntFunction<String> line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("# ".getBytes(StandardCharsets.US_ASCII));
        Random random = new Random(1);
        for (int i = 0; i < FILLER; i++) {
            bytes.write(random.nextInt(128, 256));
        }
        bytes.writeBytes("\na;b 1\na;b 1\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; bytes.size() < FILLER + size; i++) {
            bytes.writeBytes(line.apply(i).getBytes(StandardCharsets.US_ASCII));
        }
        return Sound.gzip(bytes.toByteArray());
    }

    private static byte[] legacy(int size, IntFunction<long[]> sample, String map) {
        LegacyFile file = new LegacyFile(4, false).words(0, 3, 0, 10_000, 0);
        Random random = new Random(1);
        for (int i = 0; i < FILLER / 16; i++) {
            file.sample(1, random.nextInt(), random.nextInt());
        }
        for (int i = 0; i < size / 8; i++) {
            file.words(sample.apply(i));
        }
        return Sound.gzip(file.end().text(map).bytes());
    }

    private static byte[] run(int size, int... bytes) {
        byte[] expanded = new byte[size / bytes.length * bytes.length];
        for (int i = 0; i < expanded.length; i++) {
            expanded[i] = (byte) bytes[i % bytes.length];
        }
        return finish(expanded);
    }

    /** One message with one packed field of as many numbers as fit. */
    private static byte[] oneField(int size, int message, int field) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size + 16);
        bytes.write(message << 3 | 2);
        varint(bytes, size + 1 + varintLength(size));
        bytes.write(field << 3 | 2);
        varint(bytes, size);
        bytes.writeBytes(new byte[size]);
        return finish(bytes.toByteArray());
    }

    private static byte[] finish(byte[] run) {
        byte[] filler = new byte[FILLER];
        new Random(1).nextBytes(filler);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(run.length + FILLER + 16);
        bytes.write(0x82);
        bytes.write(1);
        varint(bytes, FILLER);
        bytes.writeBytes(filler);
        bytes.writeBytes(run);
        bytes.writeBytes(new byte[] {6 << 3 | 2, 0});
        return Sound.gzip(bytes.toByteArray());
    }

    private static void varint(ByteArrayOutputStream bytes, int value) {
        int rest = value;
        while (rest > 0x7f) {
            bytes.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }

    private static int varintLength(int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        varint(bytes, value);
        return bytes.size();
    }
}
