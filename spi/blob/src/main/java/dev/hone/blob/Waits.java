package dev.hone.blob;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import java.util.random.RandomGenerator;

/** Waits between attempts. */
final class Waits {
    private Waits() {}

    static void before(int attempt, Backoff backoff, Sleeper sleeper, RandomGenerator random) {
        try {
            sleeper.sleep(backoff.before(attempt, random));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlobException(BlobError.INTERRUPTED, "interrupted while waiting to try again", e);
        }
    }
}
