package dev.hone.profile;

import java.util.BitSet;
import java.util.Set;

/**
 * Begins every stack at the frame nearest to the root that an expression finds; stacks without one go.
 *
 * <p>Names are those of functions, of their files, and of binaries.
 */
/*
 * Follows ShowFrom of google/pprof, profile/filter.go. Callers inlined into the same place as the frame go from the place
 * itself, and so from all stacks. If it is the binary's name that is found, the place stays whole.
 */
public record ShowFrom(TextPattern pattern) {
    /** Filters a profile that passed {@link Check#PPROF}. */
    public Filtered apply(Profile profile) {
        Locations locations = profile.locations();
        NameMatches matches = new NameMatches(profile, pattern);
        BitSet lines = new BitSet();
        lines.set(0, locations.functions.size());
        BitSet found = new BitSet();
        for (int i = 0; i < locations.size(); i++) {
            int last = lastLine(locations, i, matches);
            found.set(i, matches.binary(i) || last >= 0);
            if (!matches.binary(i) && last >= 0) {
                lines.clear(last + 1, locations.lineStarts.get(i + 1));
            }
        }
        Profile shown = profile.withSamples(samples(profile, found)).withLocations(locations.keeping(lines));
        return new Filtered(shown, found.isEmpty() ? Set.of(Filtered.Part.SHOW_FROM) : Set.of());
    }

    private static int lastLine(Locations locations, int location, NameMatches matches) {
        int line = locations.lineStarts.get(location + 1) - 1;
        while (line >= locations.lineStarts.get(location) && !matches.line(line)) {
            line--;
        }
        return line < locations.lineStarts.get(location) ? -1 : line;
    }

    private static Samples samples(Profile profile, BitSet found) {
        Samples source = profile.samples();
        Samples kept = new Samples(profile.strings(), new Budget(Long.MAX_VALUE));
        for (int sample = 0; sample < source.size(); sample++) {
            int from = source.depth(sample) - 1;
            while (from >= 0 && !found.get(source.location(sample, from))) {
                from--;
            }
            for (int frame = 0; frame <= from; frame++) {
                kept.stacks.add(source.location(sample, frame));
            }
            if (from >= 0) {
                kept.finishLike(source, sample);
            }
        }
        return kept;
    }
}
