package dev.hone.pgo;

import dev.hone.gopgo.StoredEdges;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Weighs the segments of an app by age, version and workload, and adds them up.
 *
 * @param today in UTC
 * @param versions when each version of the program was first seen
 * @param symbols the functions of the program that builds are for; null when they are not known
 * @param seed any number that uploaders do not know; nothing depends on it
 */
/*
 * A factor depends on the segment's group and on sums over all segments, never on how uploads are spread over segments or
 * in what order these come. Factors are whole numbers over a common denominator, and sums are exact. So the same uploads
 * give the same weights, however they were compacted. Decay goes by whole days, and StrictMath is the same everywhere.
 */
record Weighing(
        Policy policy,
        LocalDate today,
        SortedMap<String, Instant> versions,
        @Nullable ProgramSymbols symbols,
        long seed) {
    private static final int PRECISION = 20;
    private static final int ROOM = 60;
    private static final double MILLIS_A_DAY = Duration.ofDays(1).toMillis();

    Weighing {
        versions = new TreeMap<>(versions);
    }

    /**
     * Adds up what counts.
     *
     * @param edges the edge map of a segment by its id
     */
    Weighed weigh(List<SegmentEntry> segments, Function<String, StoredEdges> edges) {
        Weights weights = weights(segments);
        Mixture mixture = new Mixture(policy.shaping(), seed);
        Weighed weighed = mixture.mix(weights, edges);
        return symbols == null
                ? weighed
                : weighed.judged(symbols.list(), mixture.names(weights, symbols.version(), edges));
    }

    /** What each segment counts. */
    Weights weights(List<SegmentEntry> segments) {
        List<SegmentEntry> counted =
                segments.stream().filter(this::isNamed).filter(this::isInWindow).toList();
        long one = denominator(counted);
        Map<String, Integer> steps = steps(counted);
        List<Input> inputs = new ArrayList<>();
        for (SegmentEntry segment : counted) {
            int step = steps.getOrDefault(segment.group().version(), 0);
            double factor = one
                    * decay(segment.group().day())
                    * StrictMath.pow(policy.aging().versionStep(), step);
            if (Math.rint(factor) > 0) {
                inputs.add(input(segment, (long) Math.rint(factor), step > 0));
            }
        }
        inputs.sort(null);
        return new Weights(one, inputs, leftOut(segments));
    }

    private static Input input(SegmentEntry segment, long factor, boolean older) {
        return new Input(
                segment.id(), segment.group(), factor, older, segment.uploads(), segment.samples(), segment.weight());
    }

    private boolean isNamed(SegmentEntry segment) {
        SortedMap<String, Integer> recipe = policy.shaping().recipe();
        return recipe.isEmpty() || recipe.containsKey(segment.group().workload());
    }

    private boolean isInWindow(SegmentEntry segment) {
        return Duration.ofDays(age(segment.group().day()))
                        .compareTo(policy.aging().window())
                <= 0;
    }

    /** Samples by workload that the recipe does not name. */
    private SortedMap<String, Long> leftOut(List<SegmentEntry> segments) {
        SortedMap<String, Long> samples = new TreeMap<>();
        for (SegmentEntry segment : segments) {
            if (!isNamed(segment) && isInWindow(segment)) {
                samples.merge(segment.group().workload(), segment.samples(), Long::sum);
            }
        }
        return samples;
    }

    /** In days; a day that has not come yet is today, because some clock is wrong. */
    private long age(LocalDate day) {
        return Math.max(0, ChronoUnit.DAYS.between(day, today));
    }

    private double decay(LocalDate day) {
        double halfLife = policy.aging().halfLife().toMillis() / MILLIS_A_DAY;
        return halfLife == 0 ? 1 : StrictMath.pow(2, -age(day) / halfLife);
    }

    /** What the factor 1 is written as: a power of two, smaller only where sums would not fit. */
    private static long denominator(List<SegmentEntry> segments) {
        double total = segments.stream().mapToDouble(SegmentEntry::weight).sum();
        int bits = Math.clamp(ROOM - (long) Math.getExponent(Math.max(1, total)) - 1, 0, PRECISION);
        return 1L << bits;
    }

    /** How many versions each one is behind the newest that has enough samples; those without a name are of today's. */
    private Map<String, Integer> steps(List<SegmentEntry> segments) {
        Map<String, Long> samples = new TreeMap<>();
        Map<String, Instant> seen = new TreeMap<>();
        for (SegmentEntry segment : segments) {
            String version = segment.group().version();
            if (!version.isEmpty()) {
                samples.merge(version, segment.samples(), Long::sum);
                Instant day = segment.group().day().atStartOfDay(ZoneOffset.UTC).toInstant();
                seen.merge(version, versions.getOrDefault(version, day), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        List<String> order = new ArrayList<>(seen.keySet());
        order.sort(Comparator.<String, Instant>comparing(seen::get).thenComparing(Comparator.naturalOrder()));
        int newest = order.size() - 1;
        while (newest >= 0
                && samples.getOrDefault(order.get(newest), 0L)
                        < policy.publishing().minimumSamples()) {
            newest--;
        }
        Map<String, Integer> steps = new TreeMap<>();
        for (int i = 0; i < newest; i++) {
            steps.put(order.get(i), newest - i);
        }
        return steps;
    }
}
