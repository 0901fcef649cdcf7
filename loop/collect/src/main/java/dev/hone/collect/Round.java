package dev.hone.collect;

import java.time.Instant;

/**
 * How an app fares in one interval. A round is stopped when more than a fifth of it fails, as Google-wide profiling does it:
 * then something is wrong that more attempts do not mend.
 *
 * @param start of the interval
 * @param tried targets that had not failed before
 * @param failed of those
 */
record Round(Instant start, int tried, int failed) {
    private static final int ENOUGH_TO_TELL = 10;
    private static final double FAILING = 0.2;

    static Round of(Instant start) {
        return new Round(start, 0, 0);
    }

    /** What a target does that failed before is no news. */
    Round with(Memory before, Outcome outcome) {
        if (before.failures() > 0 || (outcome != Outcome.DELIVERED && outcome.blame() != Outcome.Blame.TARGET)) {
            return this;
        }
        return new Round(start, tried + 1, failed + (outcome == Outcome.DELIVERED ? 0 : 1));
    }

    boolean isStopped() {
        return tried >= ENOUGH_TO_TELL && failed > FAILING * tried;
    }
}
