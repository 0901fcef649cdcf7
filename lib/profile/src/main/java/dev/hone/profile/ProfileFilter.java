package dev.hone.profile;

import org.jspecify.annotations.Nullable;

/**
 * All filters of {@code go tool pprof} together, which apply in the order of the components, each to what the one before
 * leaves.
 */
public record ProfileFilter(
        StackFilter stacks,
        @Nullable ShowFrom showFrom,
        TagFilter tags,
        TagNames tagNames,
        @Nullable TextPattern pruneFrom) {
    /** Filters a profile that passed {@link Check#PPROF}. */
    public Filtered apply(Profile profile) {
        Filtered filtered = stacks.apply(profile);
        if (showFrom != null) {
            filtered = filtered.then(showFrom.apply(filtered.profile()));
        }
        filtered = filtered.then(tags.apply(filtered.profile(), profile));
        filtered = filtered.then(tagNames.apply(filtered.profile()));
        if (pruneFrom != null) {
            filtered = filtered.then(Filtered.untouched(Pruning.pruneFrom(filtered.profile(), pruneFrom)));
        }
        return filtered;
    }
}
