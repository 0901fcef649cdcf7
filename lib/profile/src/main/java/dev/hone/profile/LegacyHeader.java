package dev.hone.profile;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of a legacy CPU profile, which shows how wide its words are and in which order their bytes stand.
 *
 * @param width bytes of a word
 * @param period microseconds between two samples, unsigned
 */
record LegacyHeader(int width, boolean isBigEndian, boolean isJava, long period) {
    private static final int WORDS = 5;

    /** The header at the start of these bytes, or null: words 0, 3, 0 (1 for Java), the period, 0. */
    static @Nullable LegacyHeader of(byte[] bytes, int length) {
        // Nothing else begins with so many zeros, and few files are looked at any further.
        if (length < WORDS * Integer.BYTES || bytes[0] != 0) {
            return null;
        }
        for (int width = Integer.BYTES; width <= Long.BYTES; width += Integer.BYTES) {
            LegacyHeader little = of(new LegacyWords(bytes, 0, length, width, false), width, false);
            LegacyHeader header =
                    little != null ? little : of(new LegacyWords(bytes, 0, length, width, true), width, true);
            if (header != null) {
                return header;
            }
        }
        return null;
    }

    private static @Nullable LegacyHeader of(LegacyWords words, int width, boolean bigEndian) {
        boolean magic = words.next() == 0 && words.next() == 3;
        long version = words.next();
        long period = words.next();
        boolean sound = magic && (version == 0 || version == 1) && period != 0 && words.next() == 0 && !words.isOver();
        return sound ? new LegacyHeader(width, bigEndian, version == 1, period) : null;
    }

    /** The words behind the header. */
    LegacyWords body(byte[] bytes, int length) {
        return new LegacyWords(bytes, WORDS * width, length, width, isBigEndian);
    }
}
