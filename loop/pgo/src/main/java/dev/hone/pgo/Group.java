package dev.hone.pgo;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * What uploads have in common that are compacted together: all by which they may be weighted differently.
 *
 * @param day in UTC
 * @param version of the program; empty when not said
 * @param workload what the program did; empty when not said
 */
record Group(LocalDate day, String version, String workload) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
            Comparator.comparing(Group::day).thenComparing(Group::version).thenComparing(Group::workload);

    @Override
    public int compareTo(Group other) {
        return ORDER.compare(this, other);
    }
}
