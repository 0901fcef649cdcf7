package dev.hone.targets;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a target wants to be sampled, where that differs from what is configured for all; each part may be null.
 *
 * @param most how many of the app's targets are profiled in one interval
 * @param duration how long a profile takes
 * @param interval how often the app's targets are looked at
 */
public record Pace(
        @Nullable Integer most,
        @Nullable Duration duration,
        @Nullable Duration interval) {
    /** Nothing said. */
    public static final Pace AS_CONFIGURED = new Pace(null, null, null);
}
