package dev.hone.collect;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Seconds of profiles that are paid for and not taken: grows with time up to a ceiling, and each profile takes what it lasts.
 *
 * @param seconds there were at that time
 * @param at null when time has not begun, and there are as many as may be
 */
record Credit(double seconds, @Nullable Instant at) {
    static final Credit FULL = new Credit(0, null);

    Credit at(Instant now, double rate, double ceiling) {
        if (at == null) {
            return new Credit(ceiling, now);
        }
        // A clock that was set back gives nothing and takes nothing.
        double passed = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
        return new Credit(Math.min(ceiling, seconds + rate * passed), now);
    }

    boolean pays(Duration duration) {
        return seconds + 1e-9 >= seconds(duration);
    }

    Credit without(Duration duration) {
        return new Credit(seconds - seconds(duration), at);
    }

    /** How long until there is enough for a profile. */
    Duration until(Duration duration, double rate) {
        double missing = Math.max(0, seconds(duration) - seconds);
        return Duration.ofMillis((long) Math.ceil(1000 * missing / rate));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
