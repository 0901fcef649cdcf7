package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as people say it: {@code 3d4h}, {@code 2h5m}, {@code 12s}. */
final class Age {
    private Age() {}

    /** The age of a point in time, or what is there instead of one. */
    static String of(JsonValue time, Instant now) {
        return time.instant().map(then -> of(Duration.between(then, now))).orElse(time.shown());
    }

    /** Two units at the most; a clock that is ahead of ours gives nothing less than 0s. */
    static String of(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d" + age.toHoursPart() + "h";
        } else if (age.toHours() > 0) {
            return age.toHours() + "h" + age.toMinutesPart() + "m";
        }
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }
}
