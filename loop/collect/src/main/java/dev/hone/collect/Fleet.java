package dev.hone.collect;

import dev.hone.targets.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All targets, put together once for each look at their source.
 *
 * @param longest how long the longest profile of one takes
 */
record Fleet(Map<Candidate.Series, List<Candidate>> series, int size, Duration longest) {
    static final Fleet EMPTY = new Fleet(Map.of(), 0, Duration.ZERO);

    static Fleet of(List<Target> targets, CollectSettings settings) {
        Map<Candidate.Series, List<Candidate>> series = new LinkedHashMap<>();
        Duration longest = Duration.ZERO;
        for (Target target : targets) {
            Candidate candidate = Candidate.of(target, settings);
            series.computeIfAbsent(candidate.series(), any -> new ArrayList<>()).add(candidate);
            longest = candidate.duration().compareTo(longest) > 0 ? candidate.duration() : longest;
        }
        return new Fleet(series, targets.size(), longest);
    }

    Iterable<Candidate> all() {
        return () -> series.values().stream().flatMap(List::stream).iterator();
    }
}
