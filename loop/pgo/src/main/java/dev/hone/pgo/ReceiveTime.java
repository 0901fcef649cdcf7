package dev.hone.pgo;

import java.time.Duration;
import java.time.Instant;

/** When an upload counts as taken: by its own clock if that can be believed, else when it was received. */
final class ReceiveTime {
    /** Profiles are sent when they are taken; longer delays look the same as a wrong clock. */
    private static final Duration LATEST = Duration.ofHours(12);

    private static final Duration AHEAD = Duration.ofMinutes(5);

    private ReceiveTime() {}

    static Instant of(Instant received, long takenNanos) {
        Instant taken = Instant.ofEpochSecond(0, takenNanos);
        boolean plausible =
                takenNanos > 0 && !taken.isAfter(received.plus(AHEAD)) && !taken.isBefore(received.minus(LATEST));
        return plausible ? taken : received;
    }
}
