package dev.hone.collect;

import java.time.Duration;
import java.time.Instant;

/**
 * Spreads what happens in each interval over it: by a hash, so that it happens at the same time in each, whoever calculates it
 * and in whatever order.
 */
final class Phase {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Phase() {}

    /** FNV-1a, and a mixer behind it because the high bits of FNV hardly differ for names that do. */
    static long hash(String... parts) {
        long hash = FNV_OFFSET;
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ 0xffff) * FNV_PRIME;
        }
        return mixed(hash);
    }

    static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /** A time within the interval. */
    static Duration within(Duration interval, long hash) {
        return Duration.ofMillis(Long.remainderUnsigned(hash, Math.max(1, interval.toMillis())));
    }

    /** The beginning of the interval that a time is in, when the intervals of all time are shifted by a hash. */
    static Instant start(Instant now, Duration interval, long hash) {
        long length = Math.max(1, interval.toMillis());
        long shift = Long.remainderUnsigned(hash, length);
        return now.minusMillis(Math.floorMod(now.toEpochMilli() - shift, length))
                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }
}
