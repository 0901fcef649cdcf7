package dev.hone.collect;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a target.
 *
 * @param running since when it is being profiled; null when it is not
 * @param taken when the last attempt was begun that it did not turn away; null when there is none
 * @param blocked until when it is left in peace
 * @param failures in a row
 * @param turnedAway how often in a row it was busy
 * @param delivered how many profiles of it were taken in
 * @param last how the last attempt ended
 */
record Memory(
        @Nullable Instant running,
        @Nullable Instant taken,
        @Nullable Instant blocked,
        int failures,
        int turnedAway,
        int delivered,
        @Nullable Attempt last) {
    static final Memory NONE = new Memory(null, null, null, 0, 0, 0, null);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    /**
     * An attempt that ended.
     *
     * @param message in a line, for people
     */
    record Attempt(Outcome outcome, Instant at, String message) {}

    boolean isNew() {
        return taken == null && turnedAway == 0 && running == null;
    }

    /** Until when it is left in peace; null when it is not. What a clock said that was set back since does not count. */
    @Nullable
    Instant blockedAt(Instant now) {
        boolean isCredible = last == null || !last.at().isAfter(now);
        return blocked != null && blocked.isAfter(now) && isCredible ? blocked : null;
    }

    Memory started(Instant now) {
        return new Memory(now, taken, blocked, failures, turnedAway, delivered, last);
    }

    /** After an attempt that was begun with {@link #started}. */
    Memory ended(Attempt attempt, Candidate candidate) {
        return switch (attempt.outcome().blame()) {
            case NOBODY ->
                attempt.outcome() == Outcome.DELIVERED
                        ? new Memory(null, running, null, 0, 0, delivered + 1, attempt)
                        : turnedAway(attempt, candidate);
            case TARGET -> failed(attempt, candidate);
            case RECEIVER -> new Memory(null, running, null, failures, turnedAway, delivered, attempt);
        };
    }

    private Memory turnedAway(Attempt attempt, Candidate candidate) {
        int times = turnedAway + 1;
        Instant until = attempt.at().plus(wait(candidate.duration(), times));
        return new Memory(null, taken, until, failures, times, delivered, attempt);
    }

    private Memory failed(Attempt attempt, Candidate candidate) {
        int times = failures + 1;
        Instant until = attempt.at().plus(wait(candidate.series().interval(), times));
        return new Memory(null, running, until, times, 0, delivered, attempt);
    }

    /** Doubles with each time, up to an hour or to what is waited the first time. */
    private static Duration wait(Duration first, int times) {
        Duration longest = first.compareTo(LONGEST) > 0 ? first : LONGEST;
        Duration doubled = first.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
