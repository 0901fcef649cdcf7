package dev.hone.profile;

import java.util.List;

/**
 * Takes a base off a profile: what is left is what changed.
 *
 * @param normalized whether the profile is first weighted so that it adds up to what the base does
 * @param labelled whether the samples of the base are labelled, so that shares are shares of the base
 */
/*
 * Follows -base and -diff_base of go tool pprof: the base is merged with its values negated, and samples that become zero
 * go. Of the value columns those stay that both have, by name; google/pprof looks for them after normalizing, and so refuses
 * to normalize profiles of different columns.
 */
public record Subtraction(boolean normalized, boolean labelled) {
    private static final Text LABEL = Text.of("pprof::base");
    private static final Text TRUE = Text.of("true");

    /**
     * The profile without the base. Both passed {@link Check#PPROF}.
     *
     * @param limits the memory that the result may take
     * @param seed as for a {@link Merger}
     * @throws ProfileException when they measure nothing in common, or a value becomes too large
     */
    public Profile apply(Profile profile, Profile base, ProfileLimits limits, long seed) {
        List<Profile> both = SharedTypes.of(List.of(profile, labelled ? base.withLabel(LABEL, TRUE) : base));
        Profile from = both.getFirst();
        Profile taken = both.getLast();
        Merger merger = new Merger(limits, seed);
        merger.add(from, normalized ? Weights.normalizing(from, taken) : Weights.ONE);
        merger.add(taken, Weights.of(-1));
        return merger.result();
    }
}
