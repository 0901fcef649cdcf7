package dev.hone.pgo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was uploaded of an app is enough for builds to rely on, and if not, what is missing.
 *
 * @param lacks what is missing, the most important first; empty when ready
 * @param timeToReady at the rate of late; null when it cannot be told
 * @param figures what was found
 * @param needed what would be enough
 * @param wants for whoever takes profiles: of what there is enough
 */
public record Readiness(
        Verdict verdict,
        List<Lack> lacks,
        @Nullable Duration timeToReady,
        Figures figures,
        Policy.Readying needed,
        Wanted wants) {

    /** The answer. */
    public enum Verdict {
        READY,
        /** What is missing will come if things go on. */
        NOT_YET,
        /** It will not come by itself: something has to be changed. */
        NEVER
    }

    /**
     * Something that is missing.
     *
     * @param code one that stays the same from version to version
     * @param message what is missing and what to do
     * @param comes in how long, at the rate of late; null when that cannot be told
     * @param hopeless whether waiting does not help
     */
    public record Lack(Code code, String message, @Nullable Duration comes, boolean hopeless) {}

    /** What may be missing. */
    public enum Code {
        /** Too few samples. */
        SAMPLES,
        /** Too few instances. */
        INSTANCES,
        /** Too few parts of the day. */
        DAY_PARTS,
        /** Which calls are hot is not well enough known. */
        COVERAGE,
        /** Too many profiles of idle instances. */
        IDLE,
        /** Profiles do not say where functions start. */
        START_LINES,
        /** Profiles are of another version of the program. */
        STALE,
        /** Nothing has come of late. */
        NOTHING_NEW
    }

    /**
     * What was found.
     *
     * @param samples that count
     * @param samplesADay of late
     * @param instances at least so many
     * @param dayParts samples by part of the day, in UTC
     * @param versions samples by version of the program
     * @param coverage the share of hot weight that is known to be hot
     * @param startLines the share of weight on calls whose start is known
     * @param idle the share of samples in which nothing was to do
     * @param quiet the share of profiled time with next to nothing running
     * @param stale the share on functions that the program lacks; null when its functions are not known
     */
    public record Figures(
            long samples,
            double samplesADay,
            int instances,
            SortedMap<DayPart, Long> dayParts,
            SortedMap<String, Long> versions,
            double coverage,
            double startLines,
            double idle,
            double quiet,
            @Nullable Double stale) {}

    /**
     * What is there in plenty.
     *
     * @param instances that were profiled
     * @param hours of the day, in UTC, with their part of the samples
     * @param enough whether there is enough of everything
     */
    public record Wanted(Set<String> instances, Set<Integer> hours, boolean enough) {}

    public Readiness {
        lacks = List.copyOf(lacks);
    }

    /** Judges what is there. The same arguments give the same answer. */
    static Readiness of(Survey survey, Policy policy, Instant now, long seed) {
        return new ReadyCheck(survey, policy, now, seed).readiness();
    }
}
