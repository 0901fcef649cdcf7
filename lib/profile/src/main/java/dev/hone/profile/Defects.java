package dev.hone.profile;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the first defect of each kind. */
final class Defects {
    private final Map<Defect.Kind, Defect> first = new EnumMap<>(Defect.Kind.class);

    /** Notes a defect at entry {@code index} of a table, in words such as {@code sample 12}. */
    void add(Defect.Kind kind, String table, long index) {
        if (!first.containsKey(kind)) {
            first.put(kind, new Defect(kind, table + " " + Long.toUnsignedString(index)));
        }
    }

    List<Defect> list() {
        return List.copyOf(first.values());
    }
}
