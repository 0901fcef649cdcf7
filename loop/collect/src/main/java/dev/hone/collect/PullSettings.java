package dev.hone.collect;

import java.time.Duration;

/**
 * What is pulled from a store of profiles, and how.
 *
 * @param app as which it is handed in
 * @param window how much time is asked for at once
 * @param settle how long after the end of a window profiles of it may still arrive
 * @param patience how long one answer may take
 */
public record PullSettings(String app, Duration window, Duration settle, Duration patience) {
    /** The shortest window. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    public PullSettings {
        if (window.compareTo(SHORTEST) < 0 || settle.isNegative() || !patience.isPositive()) {
            throw new IllegalArgumentException("a window of a second, then some patience");
        }
    }
}
