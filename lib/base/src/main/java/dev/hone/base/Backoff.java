package dev.hone.base;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often to try and how long to wait in between: each wait is drawn evenly from nothing up to a ceiling that doubles
 * from {@code first} to {@code longest}, so that those who failed together do not come back together.
 *
 * @param attempts how often to try in all, the first time included
 * @param first the ceiling of the first wait
 * @param longest the ceiling that is not passed
 */
public record Backoff(int attempts, Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (attempts < 1) {
            throw new IllegalArgumentException("at least one attempt is needed, not " + attempts);
        }
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("waits go from " + first + " to " + longest + ", which is not a range");
        }
    }

    /** The wait before attempt {@code next}, where the first attempt of all is number 1 and waits for nothing. */
    public Duration before(int next, RandomGenerator random) {
        if (next <= 1) {
            return Duration.ZERO;
        }
        Duration doubled = first.multipliedBy(1L << Math.min(next - 2, MOST_DOUBLINGS));
        Duration ceiling = doubled.compareTo(longest) < 0 ? doubled : longest;
        return Duration.ofNanos((long) (ceiling.toNanos() * random.nextDouble()));
    }
}
