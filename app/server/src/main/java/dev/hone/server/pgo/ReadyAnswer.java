package dev.hone.server.pgo;

import dev.hone.pgo.AppName;
import dev.hone.pgo.Policy;
import dev.hone.pgo.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Readiness as the API tells it. */
record ReadyAnswer(
        String app,
        String verdict,
        List<Lack> lacks,
        @Nullable Long readyInSeconds,
        Figures figures,
        Policy.Readying needed,
        Readiness.Wanted wants) {

    record Lack(String code, String message, @Nullable Long comesInSeconds, boolean hopeless) {}

    record Figures(
            long samples,
            double samplesADay,
            int instances,
            SortedMap<String, Long> dayParts,
            SortedMap<String, Long> versions,
            double coverage,
            double startLines,
            double idle,
            double quiet,
            @Nullable Double stale) {}

    static ReadyAnswer of(AppName app, Readiness readiness) {
        return new ReadyAnswer(
                app.value(),
                word(readiness.verdict()),
                readiness.lacks().stream().map(ReadyAnswer::lack).toList(),
                seconds(readiness.timeToReady()),
                figures(readiness.figures()),
                readiness.needed(),
                readiness.wants());
    }

    private static String word(Readiness.Verdict verdict) {
        return switch (verdict) {
            case READY -> "ready";
            case NOT_YET -> "notYet";
            case NEVER -> "never";
        };
    }

    private static Lack lack(Readiness.Lack lack) {
        return new Lack(lack.code().name(), lack.message(), seconds(lack.comes()), lack.hopeless());
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static Figures figures(Readiness.Figures found) {
        SortedMap<String, Long> parts = new TreeMap<>();
        for (Map.Entry<?, Long> part : found.dayParts().entrySet()) {
            parts.put(part.getKey().toString().toLowerCase(Locale.ROOT), part.getValue());
        }
        return new Figures(
                found.samples(),
                found.samplesADay(),
                found.instances(),
                parts,
                found.versions(),
                found.coverage(),
                found.startLines(),
                found.idle(),
                found.quiet(),
                found.stale());
    }
}
