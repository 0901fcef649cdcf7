package dev.hone.command;

import java.time.Duration;

/** How long ago something was, as people say it: {@code 3d4h}, {@code 2h5m}, {@code 12s}. */
public final class Age {
    private Age() {}

    /** Two units at the most; a clock that is ahead of ours gives nothing less than 0s. */
    public static String of(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d" + age.toHoursPart() + "h";
        } else if (age.toHours() > 0) {
            return age.toHours() + "h" + age.toMinutesPart() + "m";
        }
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }
}
