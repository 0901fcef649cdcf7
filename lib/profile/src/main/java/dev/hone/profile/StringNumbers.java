package dev.hone.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the strings of a profile in the order in which they are written, equal ones alike. */
/*
 * A HashMap whose keys are Comparable turns crowded bins into trees, so hostile strings cost n log n here. It is asked
 * once for each string of the profile's table.
 */
final class StringNumbers {
    private final Strings strings;
    private final int[] known;
    private final Map<Text, Integer> numbers = new HashMap<>();
    private final List<Text> ordered = new ArrayList<>();

    StringNumbers(Strings strings) {
        this.strings = strings;
        this.known = new int[strings.size()];
        Arrays.fill(known, -1);
        number(Text.EMPTY);
    }

    int number(Text text) {
        Integer next = ordered.size();
        Integer before = numbers.putIfAbsent(text, next);
        if (before == null) {
            ordered.add(text);
            return next;
        }
        return before;
    }

    /** The number of a string that is known by its index in the profile's table. */
    int number(int index) {
        if (index == 0) {
            return 0;
        }
        if (known[index] < 0) {
            known[index] = number(strings.text(index));
        }
        return known[index];
    }

    List<Text> ordered() {
        return ordered;
    }
}
