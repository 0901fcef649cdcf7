package dev.hone.intake;

import java.util.Set;

/**
 * What a receiver of profiles still lacks of an app.
 *
 * @param known whether the receiver can tell at all
 * @param instances that it has profiles of
 * @param hours of the day, in UTC, that it has enough of
 * @param enough whether what it has suffices: more is welcome and not needed
 */
public record Wants(boolean known, Set<String> instances, Set<Integer> hours, boolean enough) {
    /** The receiver cannot tell. */
    public static final Wants UNKNOWN = new Wants(false, Set.of(), Set.of(), false);

    public Wants {
        instances = Set.copyOf(instances);
        hours = Set.copyOf(hours);
    }
}
