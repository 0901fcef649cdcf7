package dev.hone.profile;

/** Hashes what comes from outside, keyed by a seed, so that nobody who does not know it can prepare collisions. */
/*
 * Each step multiplies by a secret odd number and folds the upper half of the 128 bits into the lower one, as wyhash
 * does: one multiplication for eight bytes, and every bit of the result depends on every bit of the input.
 */
final class SeededHash {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long start;
    private final long factor;

    SeededHash(long seed) {
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
    long start() {
        return start;
    }

    long mix(long hash, long value) {
        long mixed = hash ^ value;
        return (Math.multiplyHigh(mixed, factor) ^ mixed * factor) + start;
    }

    long mix(long hash, byte[] bytes, int from, int length) {
        long result = mix(hash, length);
        int at = from;
        for (int left = length; left > 0; left -= Long.BYTES) {
            long word = 0;
            for (int i = Math.min(left, Long.BYTES) - 1; i >= 0; i--) {
                word = (word << 8) | (bytes[at + i] & 0xff);
            }
            result = mix(result, word);
            at += Long.BYTES;
        }
        return result;
    }
}
