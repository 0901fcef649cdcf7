package dev.hone.pgo;

import java.util.Comparator;

/**
 * One segment as it counts in a profile.
 *
 * @param segment its id
 * @param group what its uploads have in common
 * @param factor by which its weights are multiplied
 * @param older whether it is of an older version than the one that is believed
 * @param uploads how many are in it
 * @param samples of all its uploads
 * @param weight of all its edges
 */
record Input(String segment, Group group, long factor, boolean older, int uploads, long samples, long weight)
        implements Comparable<Input> {
    private static final Comparator<Input> ORDER =
            Comparator.comparing(Input::group).thenComparing(Input::segment);

    @Override
    public int compareTo(Input other) {
        return ORDER.compare(this, other);
    }
}
