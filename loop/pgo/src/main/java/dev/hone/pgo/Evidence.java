package dev.hone.pgo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How uploads were taken: of which instances, at what times of day, for how long. Adding is associative and commutative, as long
 * as there are no more instances than are told apart.
 *
 * @param instances samples by instance; those that were not named are one, whose name is empty
 * @param others at least so many more instances, which are not told apart any longer
 * @param hours samples by hour of the day, in UTC
 * @param nanos how long programs were looked at
 * @param quietNanos of that, with less than a twentieth of a core busy
 * @param idleSamples in which the scheduler looked for something to run
 * @param last when the last upload was received, in seconds since 1970
 */
record Evidence(
        SortedMap<String, Long> instances,
        int others,
        SortedMap<Integer, Long> hours,
        long nanos,
        long quietNanos,
        long idleSamples,
        long last) {
    static final Evidence NONE = new Evidence(new TreeMap<>(), 0, new TreeMap<>(), 0, 0, 0, 0);

    /** Far more than are needed to tell whether a fleet is covered, and few enough to be kept with every segment. */
    private static final int MOST_INSTANCES = 200;

    private static final double QUIET = 0.05;

    Evidence {
        instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
        hours = Collections.unmodifiableSortedMap(new TreeMap<>(hours));
    }

    /** What one profile shows. */
    static Evidence of(String instance, Instant taken, Instant received, Taken how) {
        int hour = taken.atZone(ZoneOffset.UTC).getHour();
        boolean quiet = how.coresBusy() != null && how.coresBusy() < QUIET;
        return new Evidence(
                new TreeMap<>(Map.of(instance, how.samples())),
                0,
                how.samples() == 0 ? new TreeMap<>() : new TreeMap<>(Map.of(hour, how.samples())),
                how.nanos(),
                quiet ? how.nanos() : 0,
                Math.round(how.idle() * how.samples()),
                received.getEpochSecond());
    }

    /**
     * What a profile tells about how it was taken.
     *
     * @param nanos how long it took; 0 when it does not say
     * @param coresBusy on average; null when it does not say
     * @param idle the share of samples in which the scheduler looked for something to run
     */
    record Taken(long samples, long nanos, @Nullable Double coresBusy, double idle) {
        static final Taken NOTHING = new Taken(0, 0, null, 0);
    }

    Evidence and(Evidence more) {
        NavigableMap<String, Long> both = new TreeMap<>(instances);
        more.instances.forEach((name, samples) -> both.merge(name, samples, Long::sum));
        NavigableMap<Integer, Long> day = new TreeMap<>(hours);
        more.hours.forEach((hour, samples) -> day.merge(hour, samples, Long::sum));
        // The same instances may be among the others of both.
        int dropped = Math.max(others, more.others);
        if (both.size() > MOST_INSTANCES) {
            List<String> least = both.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .limit(both.size() - MOST_INSTANCES)
                    .map(Map.Entry::getKey)
                    .toList();
            least.forEach(both::remove);
            dropped = Math.max(dropped, least.size());
        }
        return new Evidence(
                both,
                dropped,
                day,
                Math.addExact(nanos, more.nanos),
                Math.addExact(quietNanos, more.quietNanos),
                Math.addExact(idleSamples, more.idleSamples),
                Math.max(last, more.last));
    }

    /** How many instances there are at least. */
    int instanceCount() {
        return instances.size() + others;
    }

    /** The name of the instance with the most samples, and its share of those that are told apart. */
    Map.Entry<String, Double> busiest() {
        long all = instances.values().stream().mapToLong(Long::longValue).sum();
        return instances.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Comparator.comparing(Map.Entry::getKey)))
                .map(entry -> Map.entry(entry.getKey(), all == 0 ? 0.0 : entry.getValue() / (double) all))
                .orElse(Map.entry("", 0.0));
    }

    /** The share of the time looked at in which next to nothing ran; 0 when no profile said how long it took. */
    double quietShare() {
        return nanos == 0 ? 0 : quietNanos / (double) nanos;
    }

    Duration lookedAt() {
        return Duration.ofNanos(nanos);
    }
}
