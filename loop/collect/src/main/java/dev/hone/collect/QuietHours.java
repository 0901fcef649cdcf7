package dev.hone.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Times of the day, in UTC, at which nothing is profiled. */
public record QuietHours(List<Span> spans) {
    /** No such times. */
    public static final QuietHours NONE = new QuietHours(List.of());

    private static final int MINUTES = 24 * 60;

    public QuietHours {
        spans = List.copyOf(spans);
    }

    /** From a time to another, which may be on the next day; equal ones are the whole day. */
    public record Span(LocalTime from, LocalTime to) {
        private boolean has(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    /**
     * Reads {@code 22:00-06:00}, or several with commas between them.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static QuietHours parse(String text) {
        List<Span> spans = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            try {
                if (ends.length == 2) {
                    spans.add(new Span(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip())));
                    continue;
                }
            } catch (DateTimeParseException ignored) {
                // Said below, with an example.
            }
            throw new IllegalArgumentException(
                    "'" + part.strip() + "' is no time of the day; write 22:00-06:00, in UTC");
        }
        return new QuietHours(spans);
    }

    /** How long it is quiet from now on; nothing when it is not. */
    Duration left(Instant now) {
        if (spans.isEmpty() || !isQuiet(now)) {
            return Duration.ZERO;
        }
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        for (int i = 1; i <= MINUTES; i++) {
            Instant then = minute.plus(i, ChronoUnit.MINUTES);
            if (!isQuiet(then)) {
                return Duration.between(now, then);
            }
        }
        return Duration.ofDays(1);
    }

    boolean isQuiet(Instant time) {
        LocalTime ofDay = time.atOffset(ZoneOffset.UTC).toLocalTime();
        return spans.stream().anyMatch(span -> span.has(ofDay));
    }
}
