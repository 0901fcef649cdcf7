package dev.hone.profile;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges profiles one after the other as google/pprof does, in memory that follows the result.
 *
 * <p>Of the profiles only the last one added is held on to. Profiles can be merged in parts, and the parts merged: the samples
 * are the same, in another order. The values add up exactly, in any order; a result that does not fit 64 bits is refused.
 * After a refusal the merger is of no more use. Not for use by several threads.
 */
/*
 * The rules are those of profile.Merge in google/pprof [1], which are observable in what tools show:
 *
 *  - Everything is numbered from 1 in the order of first use, except that the first mapping of the first profile that has
 *    any stays the first. What no sample uses is left out.
 *  - A mapping is its size in whole pages, its offset, and its build id or else its file. A location is its address
 *    relative to the mapping's start, so that programs loaded at random places meet; with all its lines and columns. (The
 *    copy of google/pprof in Go 1.26 [2] compares only the last line's column, by a slip that google/pprof has mended.)
 *  - A sample is its stack and its labels: strings by key, then numbers by key with their units, each in order.
 *  - A sample whose values are all zero is left out; when sums cancel to zero, the result is merged once more.
 *
 * [1] github.com/google/pprof v0.0.0-20260906184651-6331bc6350fe, profile/merge.go
 * [2] go1.26.8, src/cmd/vendor/github.com/google/pprof/profile/merge.go, (*Location).key
 */
public final class Merger {
    private final ProfileLimits limits;
    private final long seed;
    private final SeededHash hash;
    private final Budget budget;
    private final MergedStrings strings;
    private final MergedMappings mappings;
    private final MergedFunctions functions;
    private final MergedLocations locations;
    private @Nullable MergedHeader header;
    private @Nullable MergedSamples samples;
    private boolean finished;

    /**
     * A merger without profiles yet.
     *
     * @param limits the memory that the result may take; the limits of single profiles are the reader's to watch
     * @param seed any number that whoever made the profiles does not know; the result does not depend on it
     */
    public Merger(ProfileLimits limits, long seed) {
        this(limits, seed, true);
    }

    /** A merger of profiles of this kind that come somewhere behind the first one, to be given to {@link #addAll}. */
    static Merger ofLater(MergedHeader kind, ProfileLimits limits, long seed) {
        Merger later = new Merger(limits, seed, false);
        later.header = new MergedHeader(kind);
        return later;
    }

    private Merger(ProfileLimits limits, long seed, boolean leading) {
        this.limits = limits;
        this.seed = seed;
        this.hash = new SeededHash(seed);
        this.budget = new Budget(limits.memory().bytes());
        this.strings = new MergedStrings(hash, budget);
        this.mappings = new MergedMappings(leading, hash, budget);
        this.functions = new MergedFunctions(strings, hash, budget);
        this.locations = new MergedLocations(mappings, functions, hash, budget);
    }

    /** Adds a profile, which passes {@link Check#PPROF}. */
    public void add(Profile profile) {
        add(profile, Weights.ONE);
    }

    /**
     * Adds a profile with its values weighted.
     *
     * @throws ProfileException when it contradicts itself, measures something else than the first one, or a weighted value
     *     does not fit 64 bits
     */
    public void add(Profile profile, Weights weights) {
        requireUnfinished();
        Check.PPROF.verify(profile);
        MergedHeader merged = header == null ? new MergedHeader(profile) : header;
        header = merged;
        merged.requireSameTypes(profile);
        merged.add(profile.header());
        begin(profile);
        addSamples(profile, weights, samplesOf(merged.sampleTypes().size()));
    }

    /**
     * Adds all that was added to a merger of {@link #ofLater}, as if it had been added here. There is one difference to
     * adding its result: what cancelled there may find something here that it does not cancel, so it is kept until the end.
     */
    void addAll(Merger later) {
        requireUnfinished();
        MergedHeader merged = Objects.requireNonNull(header, "what comes later has something before it");
        if (later.header == null || later.samples == null) {
            return;
        }
        merged.addAll(later.header);
        strings.begin(later.strings.strings);
        mappings.begin(later.mappings);
        functions.begin(later.functions.functions);
        locations.begin(later.locations.locations);
        LabelOrder labels = new LabelOrder(later.samples.samples, later.strings.strings);
        samplesOf(merged.sampleTypes().size()).addAll(later.samples, labels);
    }

    private MergedSamples samplesOf(int types) {
        if (samples == null) {
            samples = new MergedSamples(types, strings, locations, hash, budget);
        }
        return samples;
    }

    private void begin(Profile profile) {
        strings.begin(profile.strings());
        mappings.begin(profile.mappings());
        functions.begin(profile.functions());
        locations.begin(profile.locations());
    }

    private static void addSamples(Profile profile, Weights weights, MergedSamples merged) {
        Samples source = profile.samples();
        LabelOrder labels = new LabelOrder(source, profile.strings());
        long[] values = new long[profile.sampleTypes().size()];
        for (int sample = 0; sample < source.size(); sample++) {
            if (weights.apply(source, sample, values)) {
                merged.add(source, sample, labels, values);
            }
        }
    }

    /**
     * The profiles merged; this ends the merging.
     *
     * @throws ProfileException when there were none, or a sum does not fit 64 bits
     */
    public Profile result() {
        requireUnfinished();
        finished = true;
        if (header == null || samples == null) {
            throw new ProfileException(ProfileError.EMPTY, "there are no profiles to merge");
        }
        samples.requireFitting();
        Profile merged = new Profile(
                header.header(),
                header.sampleTypes(),
                samples.samples,
                mappings.mappings,
                locations.locations,
                functions.functions,
                strings.strings,
                List.of());
        return samples.hasZeros() ? again(merged) : merged;
    }

    private Profile again(Profile merged) {
        Merger second = new Merger(limits, seed);
        second.add(merged);
        return second.result();
    }

    private void requireUnfinished() {
        if (finished) {
            throw new IllegalStateException("the result was taken; begin a new merger");
        }
    }
}
