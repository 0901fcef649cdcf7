package dev.hone.profile;

/** Walks over words of 32 or 64 bits, unsigned, in either byte order. */
/*
 * As in google/pprof, reading a word where fewer bytes are left gives 0 and uses up these bytes: from then on the walk is
 * over and every word is 0.
 */
final class LegacyWords {
    private final byte[] bytes;
    private final int length;
    private final int width;
    private final boolean bigEndian;
    private int position;
    private boolean over;

    LegacyWords(byte[] bytes, int start, int length, int width, boolean bigEndian) {
        this.bytes = bytes;
        this.position = start;
        this.length = length;
        this.width = width;
        this.bigEndian = bigEndian;
    }

    /** Whether a word was asked for that was not there. */
    boolean isOver() {
        return over;
    }

    int position() {
        return position;
    }

    /** How many bytes are left. */
    int left() {
        return length - position;
    }

    long next() {
        if (left() < width) {
            over = true;
            position = length;
            return 0;
        }
        long word = 0;
        for (int i = 0; i < width; i++) {
            int at = bigEndian ? i : width - 1 - i;
            word = word << Byte.SIZE | (bytes[position + at] & 0xff);
        }
        position += width;
        return word;
    }
}
