package dev.hone.pgo;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** A quarter of the day, in UTC. Programs do other things by night than by day. */
public enum DayPart {
    NIGHT(0),
    MORNING(6),
    AFTERNOON(12),
    EVENING(18);

    private static final int HOURS = 6;

    private final int from;

    DayPart(int from) {
        this.from = from;
    }

    int from() {
        return from;
    }

    int to() {
        return from + HOURS;
    }

    /** Samples of this part of the day, of samples by hour. */
    long of(Map<Integer, Long> hours) {
        long samples = 0;
        for (int hour = from; hour < to(); hour++) {
            samples += hours.getOrDefault(hour, 0L);
        }
        return samples;
    }

    /** How long until it begins; zero while it is. */
    Duration until(Instant now) {
        OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
        if (time.getHour() >= from && time.getHour() < to()) {
            return Duration.ZERO;
        }
        int hours = Math.floorMod(from - time.getHour(), 24);
        OffsetDateTime begin = time.withMinute(0).withSecond(0).withNano(0).plusHours(hours);
        return Duration.between(time, begin);
    }
}
