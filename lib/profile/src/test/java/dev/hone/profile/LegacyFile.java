package dev.hone.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a legacy CPU profile word by word. */
final class LegacyFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int width;
    private final boolean bigEndian;

    LegacyFile(int width, boolean bigEndian) {
        this.width = width;
        this.bigEndian = bigEndian;
    }

    /** One of 64-bit words, little endian, with a sample every 10 ms. */
    static LegacyFile usual() {
        return new LegacyFile(8, false).words(0, 3, 0, 10_000, 0);
    }

    LegacyFile words(long... words) {
        for (long word : words) {
            for (int i = 0; i < width; i++) {
                bytes.write((int) (word >>> (8 * (bigEndian ? width - 1 - i : i))));
            }
        }
        return this;
    }

    LegacyFile sample(long count, long... addresses) {
        return words(count, addresses.length).words(addresses);
    }

    LegacyFile end() {
        return words(0, 1, 0);
    }

    LegacyFile text(String latin1) {
        bytes.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
