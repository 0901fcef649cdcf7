package dev.hone.pgo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What is there of an app, to be judged.
 *
 * @param weighed what its uploads come to
 * @param symbolsKnown whether the functions of the program are known
 * @param segments all that counts
 */
record Survey(Weighed weighed, boolean symbolsKnown, List<Segment.Facts> segments) {
    private static final int RECENT_DAYS = 7;

    /** What came in the first minutes says little about days. */
    private static final Duration LEAST = Duration.ofMinutes(15);

    Survey {
        segments = List.copyOf(segments);
    }

    /** The share of the weight in segments whose uploads know where calls start. */
    double startLines() {
        double all = 0;
        double known = 0;
        for (Segment.Facts facts : segments) {
            all += facts.weight();
            known += facts.flags().contains("START_LINES_MISSING") ? 0 : facts.weight();
        }
        return all == 0 ? 1 : known / all;
    }

    Evidence evidence() {
        return segments.stream().map(Segment.Facts::evidence).reduce(Evidence.NONE, Evidence::and);
    }

    /** How many samples came a day of late. */
    double samplesADay(Instant now) {
        LocalDate from = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(RECENT_DAYS - 1L);
        List<Segment.Facts> recent = segments.stream()
                .filter(facts -> !facts.group().day().isBefore(from))
                .toList();
        long samples = recent.stream().mapToLong(Segment.Facts::samples).sum();
        Instant begin = recent.stream()
                .map(facts -> Instant.ofEpochSecond(0, facts.received()))
                .min(Instant::compareTo)
                .orElse(now);
        Duration passed = Duration.between(begin, now);
        double days = Math.max(passed.toMillis(), LEAST.toMillis())
                / (double) Duration.ofDays(1).toMillis();
        return samples / days;
    }
}
