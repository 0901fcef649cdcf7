package dev.hone.pgo;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each segment counts.
 *
 * @param one what the factor 1 is written as
 * @param inputs what counts at all, sorted
 * @param leftOut samples by workload that the recipe does not name
 */
record Weights(long one, List<Input> inputs, SortedMap<String, Long> leftOut) {
    Weights {
        inputs = List.copyOf(inputs);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }
}
