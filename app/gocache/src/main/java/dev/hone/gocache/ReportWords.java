package dev.hone.gocache;

import dev.hone.base.ByteSize;
import dev.hone.base.GoDuration;
import dev.hone.cache.Source;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What reports say, in words for people. */
final class ReportWords {
    private ReportWords() {}

    static String of(Source source) {
        return switch (source) {
            case LOCAL -> "found here";
            case FETCHED -> "fetched";
            case FORESEEN -> "fetched before go asked";
            case TOGETHER -> "fetched at the same time by another build";
            case ABSENT -> "not in the shared store";
            case UNAWAITED -> "not waited for: go loaded packages, or the store did not have the last ones";
            case REFUSED -> "not sound in the shared store";
            case HERE_ONLY -> "of use on the machine that makes it only (module index)";
            case UNASKED -> "made by nobody here, and no shared store asked";
            case RESTING -> "shared store left alone, since it failed before";
            case LATE -> "shared store took too long";
            case FAILED -> "shared store failed or not reached";
        };
    }

    /** A number of what has an s at its end where there are several. */
    static String many(long count, String what) {
        return count == 1 ? "1 " + what : "%,d %ss".formatted(count, what);
    }

    static String bytes(long bytes) {
        return ByteSize.of(bytes).format();
    }

    /** A part of a whole; nothing of nothing is a dash. */
    static String share(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }

    /** Two digits that count, down to a microsecond. */
    static String fine(Duration span) {
        long micros = span.toNanos() / 1000;
        long grain = 1;
        while (micros / grain >= 100) {
            grain *= 10;
        }
        return GoDuration.format(Duration.of(micros / grain * grain, ChronoUnit.MICROS));
    }

    /** To a tenth of a second where it is one, else to a millisecond. */
    static String span(Duration span) {
        long grain = span.toSeconds() > 0 ? 100 : 1;
        return GoDuration.format(Duration.ofMillis(span.toMillis() / grain * grain));
    }
}
