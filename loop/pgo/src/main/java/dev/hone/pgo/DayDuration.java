package dev.hone.pgo;

import dev.hone.base.GoDuration;
import java.time.Duration;

/** Durations as policies write them: whole days as {@code 30d}, others in Go's syntax. */
final class DayDuration {
    private static final int MOST_DIGITS = 5;

    private DayDuration() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Duration parse(String text) {
        int digits = text.length() - 1;
        boolean days = text.endsWith("d")
                && digits >= 1
                && digits <= MOST_DIGITS
                && text.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9');
        return days ? Duration.ofDays(Long.parseLong(text.substring(0, digits))) : GoDuration.parse(text);
    }

    static String format(Duration duration) {
        boolean days = !duration.isZero() && duration.equals(Duration.ofDays(duration.toDays()));
        return days ? duration.toDays() + "d" : GoDuration.format(duration);
    }
}
