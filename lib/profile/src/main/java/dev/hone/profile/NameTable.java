package dev.hone.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers names from 0 in the order in which they are first asked for; equal bytes are one name. */
final class NameTable {
    // Names come from outside: the map turns crowded bins into trees, because they are Comparable.
    private final Map<Text, Integer> numbers = new HashMap<>();
    private final List<Text> names = new ArrayList<>();

    int number(Text name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        // A copy, because the table outlives the profile that the name was cut from.
        Text kept = name.copy();
        numbers.put(kept, names.size());
        names.add(kept);
        return names.size() - 1;
    }

    int size() {
        return names.size();
    }

    Text name(int number) {
        return names.get(number);
    }

    List<Text> names() {
        return List.copyOf(names);
    }
}
