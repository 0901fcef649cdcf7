package dev.hone.gocache;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Notes how long requests waited, to an eighth of the time itself. For any thread. */
final class WaitClock {
    /** Of each power of two. */
    private static final int PARTS = 8;

    private static final int PART_BITS = 3;

    private final AtomicLongArray counts = new AtomicLongArray((Long.SIZE - PART_BITS) * PARTS);

    void add(Duration waited) {
        counts.incrementAndGet(place(Math.max(0, waited.toNanos() / 1000)));
    }

    /** Below 16 each number has its place; above, its highest four bits say which. */
    private static int place(long micros) {
        if (micros < 2 * PARTS) {
            return (int) micros;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(micros) - PART_BITS - 1;
        return (shift + 1) * PARTS + (int) (micros >> shift) - PARTS;
    }

    /** The longest that has a place. */
    private static long longest(int place) {
        if (place < 2 * PARTS) {
            return place;
        }
        int shift = place / PARTS - 1;
        return ((long) (place % PARTS + PARTS + 1) << shift) - 1;
    }

    /** How long so many in a hundred waited at most; zero where nobody waited. */
    Duration most(int inHundred) {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        long wanted = (all * inHundred + 99) / 100;
        long seen = 0;
        for (int i = 0; i < counts.length() && wanted > 0; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return Duration.of(longest(i), ChronoUnit.MICROS);
            }
        }
        return Duration.ZERO;
    }
}
