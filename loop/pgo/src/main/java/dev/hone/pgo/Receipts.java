package dev.hone.pgo;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Times of receipt. No two of one process are the same, because staging blobs are named by them. */
final class Receipts {
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    Receipts(InstantSource clock) {
        this.clock = clock;
    }

    Instant next() {
        long now = ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
        return Instant.ofEpochSecond(0, last.updateAndGet(before -> Math.max(before + 1, now)));
    }
}
