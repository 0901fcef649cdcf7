package dev.hone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What came out of a scenario.
 *
 * @param notes what could not be measured, and why
 */
record Comparison(Scenario scenario, List<Series> series, List<Pair> pairs, List<String> notes) {
    /** The side that shows what starting a process costs; no side is compared with it. */
    static final String BASELINE = "/bin/true";

    Comparison {
        series = List.copyOf(series);
        pairs = List.copyOf(pairs);
        notes = List.copyOf(notes);
    }

    /** How one side stands to another. */
    record Pair(String above, String below, Statistics.Ratio ratio) {}

    static Comparison of(Scenario scenario, List<Series> series, List<String> notes, RandomGenerator random) {
        List<Series> rivals = series.stream()
                .filter(one -> !one.side().name().equals(BASELINE))
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int above = 1; above < rivals.size(); above++) {
            for (int below = 0; below < above; below++) {
                pairs.add(pair(rivals.get(above), rivals.get(below), random));
            }
        }
        return new Comparison(scenario, series, pairs, notes);
    }

    private static Pair pair(Series above, Series below, RandomGenerator random) {
        return new Pair(
                above.side().name(), below.side().name(), Statistics.ratio(above.nanos(), below.nanos(), random));
    }
}
