package dev.hone.pgo;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Times of receipt. No two of one process are the same, because staging blobs are named by them. */
final class Receipts {
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    Receipts(InstantSource clock) {
        this.clock = clock;
    }

    /** A time after all others and after this one, which another clock may have given. */
    Instant next(@Nullable Instant after) {
        long now = nanos(clock.instant());
        long least = after == null ? now : Math.max(now, nanos(after) + 1);
        return Instant.ofEpochSecond(0, last.updateAndGet(before -> Math.max(before + 1, least)));
    }

    private static long nanos(Instant time) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, time);
    }
}
