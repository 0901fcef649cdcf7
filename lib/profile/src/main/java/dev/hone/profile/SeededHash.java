package dev.hone.profile;

/** Hashes what comes from outside, keyed by a seed, so that nobody who does not know it can prepare collisions. */
/*
 * A step multiplies the two halves of a number that nobody outside knows, and adds the number times a secret odd one. The
 * first product makes that no difference of two inputs leads to a known difference of the hashes; the second, that no bit
 * is lost in it. It is the multiplication of 32 by 32 bits of NH (UMAC) and wyhash32. wyhash's of 64 by 64 bits would
 * do with one step less, but the JVM's first compiler, which is the only one in a short command, makes a call and four
 * multiplications of it.
 */
public final class SeededHash {
    private static final long LOWER_HALF = 0xffffffffL;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long start;
    private final long factor;

    public SeededHash(long seed) {
        this.start = scramble(seed + GOLDEN);
        this.factor = scramble(start + GOLDEN) | 1;
    }

    /** The finish of splitmix64: seeds that differ in one bit give numbers that differ in half of theirs. */
    private static long scramble(long seed) {
        long z = (seed ^ seed >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** What a hash begins with. */
    public long start() {
        return start;
    }

    /** A hash with one more number in it. */
    public long mix(long hash, long value) {
        long mixed = hash ^ value;
        return (mixed & LOWER_HALF) * (mixed >>> Integer.SIZE) + mixed * factor;
    }

    /** A hash with some more bytes in it, and how many they are. */
    public long mix(long hash, byte[] bytes, int from, int length) {
        long result = mix(hash, length);
        int at = from;
        int end = from + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            result = mix(result, word(bytes, at));
        }
        long rest = 0;
        while (at < end) {
            rest = (rest << Byte.SIZE) | (bytes[at++] & 0xff);
        }
        return mix(result, rest);
    }

    /** Eight bytes as a number; spelled out because the compiler makes few instructions of it. */
    private static long word(byte[] b, int at) {
        int low = (b[at] & 0xff) | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
        int high = (b[at + 4] & 0xff) | (b[at + 5] & 0xff) << 8 | (b[at + 6] & 0xff) << 16 | b[at + 7] << 24;
        return (low & 0xffffffffL) | (long) high << Integer.SIZE;
    }
}
