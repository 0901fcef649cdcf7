package dev.hone.profile;

import dev.hone.base.ByteSize;

/** Counts the memory a profile takes while it is read, and refuses to go over the limit before it is taken. */
final class Budget {
    private static final int FIRST = 64;
    private static final int LARGEST = 1 << 30;

    private final long limit;
    private long used;

    Budget(long limit) {
        this.limit = limit;
    }

    void charge(long bytes) {
        used += bytes;
        if (used > limit) {
            throw ProfileException.limit(
                    "memory", ByteSize.of(limit).format(), "reading it takes more memory than a file of its size may");
        }
    }

    void release(long bytes) {
        used -= bytes;
    }

    /** The next capacity of an array of {@code capacity} cells of {@code width} bytes, charged for. */
    int grow(int capacity, int width) {
        if (capacity >= LARGEST) {
            throw ProfileException.limit("memory", LARGEST + " entries of one kind", "one table has more entries");
        }
        int next = Math.max(FIRST, 2 * capacity);
        charge((long) width * next);
        release((long) width * capacity);
        return next;
    }
}
