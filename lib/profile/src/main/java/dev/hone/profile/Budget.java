package dev.hone.profile;

import dev.hone.base.ByteSize;
import org.jspecify.annotations.Nullable;

/** Counts the memory a profile takes while it is read, and refuses to go over the limit before it is taken. */
final class Budget {
    private static final int FIRST = 64;
    private static final int LARGEST = 1 << 30;
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};

    private final @Nullable Spares spares;
    private final long limit;
    private long used;

    Budget(long limit) {
        this(limit, null);
    }

    /** A budget for a profile that takes the arrays of one before, which nobody uses any more. */
    Budget(long limit, @Nullable Spares spares) {
        this.limit = limit;
        this.spares = spares;
    }

    /** What a new column begins with. */
    int[] lend(IntColumn column) {
        return spares == null ? NO_INTS : spares.lend(column);
    }

    /** What a new column begins with. */
    long[] lend(LongColumn column) {
        return spares == null ? NO_LONGS : spares.lend(column);
    }

    /** An array of at least this size, charged for, with anything in it. */
    byte[] bytes(int size) {
        charge(size);
        return spares == null ? new byte[size] : spares.lendBytes(size);
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

    /** What is charged up to now; for {@link #returnTo}. */
    long used() {
        return used;
    }

    /** Takes back what was charged since, because it is not needed any more. */
    void returnTo(long before) {
        used = before;
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
