package dev.hone.pgo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** On which day an upload counts: that on which it was taken if its own clock can be believed, else that of receipt. */
final class ReceiveDay {
    /** Profiles are sent when they are taken; longer delays look the same as a wrong clock. */
    private static final Duration LATEST = Duration.ofHours(12);

    private static final Duration AHEAD = Duration.ofMinutes(5);

    private ReceiveDay() {}

    static LocalDate of(Instant received, long takenNanos) {
        Instant taken = Instant.ofEpochSecond(0, takenNanos);
        boolean plausible =
                takenNanos > 0 && !taken.isAfter(received.plus(AHEAD)) && !taken.isBefore(received.minus(LATEST));
        return LocalDate.ofInstant(plausible ? taken : received, ZoneOffset.UTC);
    }
}
