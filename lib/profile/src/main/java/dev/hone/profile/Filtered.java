package dev.hone.profile;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is left of a profile, and which of the expressions were found nowhere in it: most likely not what was meant.
 *
 * @param profile the profile with what was wanted of it
 * @param unmatched the expressions that were given and found nowhere
 */
public record Filtered(Profile profile, Set<Part> unmatched) {
    public Filtered {
        unmatched = Set.copyOf(unmatched);
    }

    /** The expressions that a profile can be filtered by, in the order in which they apply. */
    public enum Part {
        FOCUS,
        IGNORE,
        HIDE,
        SHOW,
        SHOW_FROM,
        TAG_FOCUS,
        TAG_IGNORE,
        TAG_SHOW,
        TAG_HIDE
    }

    /** A profile of which nothing was asked. */
    static Filtered untouched(Profile profile) {
        return new Filtered(profile, Set.of());
    }

    /** What another filter leaves of this, with what was found nowhere by either. */
    Filtered then(Filtered next) {
        if (unmatched.isEmpty()) {
            return next;
        }
        Set<Part> both = EnumSet.copyOf(unmatched);
        both.addAll(next.unmatched);
        return new Filtered(next.profile, both);
    }
}
