package dev.hone.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.GZIPOutputStream;

/** Makes random legacy CPU profiles, damaged ones among them; a seed says everything about one. */
final class LegacyProfiles {
    private static final List<String> FILES = List.of(
            "/usr/bin/app",
            "/usr/bin/app",
            "/lib/libc.so.6",
            "libm-2.1.so",
            "[vdso]",
            "(deleted)",
            "/tmp/x(deleted)",
            "/anon_hugepage",
            "$build",
            "$b/lib.so_3",
            "na\u00efve\u00ff",
            "\u00a0",
            "");
    private static final List<String> OTHER_LINES = List.of(
            "build=/opt/app/bin",
            " b = /opt \r",
            "=x",
            "b=$build/$b",
            "\u00c2\u00a0bu\u000b=\u00e2\u0080\u0083v\u00c2\u0085",
            "MAPPED_LIBRARIES:",
            "fade=bad",
            "fa$ble",
            "",
            "00400000",
            "0x 1 2",
            "12345678901234567-22345678901234567 r-xp",
            "12345678901234567=1 $12345678901234567",
            "nothing of the kind");

    private final RandomGenerator random;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int width;
    private final boolean bigEndian;

    private LegacyProfiles(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.width = random.nextBoolean() ? 8 : 4;
        this.bigEndian = random.nextInt(3) == 0;
    }

    static byte[] make(long seed) {
        return new LegacyProfiles(seed).make();
    }

    private byte[] make() {
        words(0, 3, chance(3) ? random.nextInt(4) : 0, chance(3) ? odd() : 10_000, chance(2) ? odd() : 0);
        samples();
        if (!chance(15)) {
            words(0, 1, 0);
        }
        if (chance(70)) {
            memoryMap();
        }
        return pack(chance(20) ? damage(bytes.toByteArray()) : bytes.toByteArray());
    }

    private void samples() {
        long[] places =
                random.longs(1 + random.nextInt(20), 0, 40).map(this::address).toArray();
        long handler = places[0];
        int handlers = random.nextInt(3);
        int samples = chance(10) ? 0 : random.nextInt(chance(20) ? 200 : 12);
        for (int i = 0; i < samples; i++) {
            List<Long> stack = new ArrayList<>();
            for (int depth = random.nextInt(chance(99) ? Math.min(handlers, 1) : 0, 8); depth > 0; depth--) {
                stack.add(places[random.nextInt(places.length)]);
            }
            for (int frame = 0; frame < handlers && !stack.isEmpty() && !chance(2); frame++) {
                stack.add(1, handler + frame);
            }
            if (!stack.isEmpty() && chance(30)) {
                stack.add(1, stack.getFirst());
            }
            words(chance(4) ? odd() : random.nextInt(1, 50), chance(1) ? odd() : stack.size());
            stack.forEach(this::words);
        }
    }

    private long address(long place) {
        return place < 30 ? 0x400000 + 0x1000 * place : place == 31 ? odd() : 0x10000 * place;
    }

    private long odd() {
        long[] odd = {0, 1, -1, Long.MAX_VALUE, 1L << 31, 0xffffffffL, Long.MAX_VALUE / 1000, 9_223_372_036_854_776L};
        return odd[random.nextInt(odd.length)];
    }

    private void memoryMap() {
        long at = 0x400000;
        for (int lines = random.nextInt(12); lines > 0; lines--) {
            if (chance(20)) {
                at += 0x1000L * random.nextInt(-2, 5);
            }
            long end = at + 0x1000L * random.nextInt(8);
            String line = chance(25) ? any(OTHER_LINES) : region(at, end);
            bytes.writeBytes((line + (chance(10) ? "\r\n" : "\n")).getBytes(StandardCharsets.ISO_8859_1));
            at = end;
        }
        if (chance(1)) {
            bytes.writeBytes(new byte[65_530 + random.nextInt(10)]);
        }
    }

    private String region(long from, long to) {
        String permissions = any(List.of(" r-xp", " r-xp", " rw-p", " x", "", ":"));
        String offset = chance(60) ? Long.toHexString(chance(50) ? from - 0x400000 : 0x1000L * random.nextInt(6)) : "";
        String range = (chance(30) ? " 0x" : "")
                + Long.toHexString(from)
                + any(List.of("-", " ", " 0x", "- ", ""))
                + Long.toHexString(to);
        if (chance(60)) {
            return range + permissions + " " + (offset.isEmpty() ? "00000000" : offset) + " fd:0" + random.nextInt(10)
                    + " " + random.nextInt(99_999) + " " + any(FILES);
        }
        String place = offset.isEmpty() ? "" : " (@" + offset + ")";
        return any(List.of("", "I0102 12:00:00 1 x.cc:12] ", "x]")) + range + permissions + " " + any(FILES) + place
                + any(List.of("", " abc123", " none"));
    }

    private byte[] damage(byte[] whole) {
        byte[] damaged = whole.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (chance(40)) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            } else if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
        }
        return damaged;
    }

    private byte[] pack(byte[] content) {
        if (!chance(30)) {
            return content;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void words(long... words) {
        for (long word : words) {
            for (int i = 0; i < width; i++) {
                int shift = 8 * (bigEndian ? width - 1 - i : i);
                bytes.write((int) (word >>> shift));
            }
        }
    }
}
