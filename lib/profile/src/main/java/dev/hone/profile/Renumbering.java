package dev.hone.profile;

import java.util.Arrays;

/** Remembers which entry of the merged table an entry of the profile at hand became. */
final class Renumbering {
    static final int UNKNOWN = -1;

    private int[] targets = {};

    /** Forgets everything and makes room for a table of {@code size} entries. */
    void begin(int size) {
        if (targets.length < size) {
            targets = new int[size];
        }
        Arrays.fill(targets, 0, size, UNKNOWN);
    }

    /** The entry of the merged table, or {@link #UNKNOWN}. */
    int target(int source) {
        return targets[source];
    }

    int note(int source, int target) {
        targets[source] = target;
        return target;
    }
}
