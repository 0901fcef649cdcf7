package dev.hone.profile;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Cuts off what functions of no interest called: allocators below {@code malloc}, say. Only the names of functions count. */
/*
 * Follows Prune, PruneFrom and RemoveUninteresting of google/pprof [1]. What it does that one would not expect:
 *
 *  - A name is cut at its first parenthesis before it is searched, so that argument lists do not count. Of a Go method
 *    pkg.(*T).M only "pkg." is left. "(anonymous namespace)" and "operator()" stay; one leading dot goes.
 *  - prune cuts at the matching frame nearest to the root that has a frame below it (towards the root) that stays:
 *    roots are never cut. Lines are taken out of places even so, in the stacks that are not cut as well.
 *  - A place whose physical function matches is cut as a whole; one where only an inlined function does keeps its callers.
 *
 * [1] github.com/google/pprof v0.0.0-20260906184651-6331bc6350fe, profile/prune.go
 */
public final class Pruning {
    private final Samples samples;
    private final Locations locations;
    private final Profile profile;
    /** The places with a match, and those of them that go as a whole. */
    private final BitSet matched = new BitSet();

    private final BitSet whole = new BitSet();
    private final BitSet lines = new BitSet();

    private Pruning(Profile profile) {
        this.profile = profile;
        this.samples = profile.samples();
        this.locations = profile.locations();
        lines.set(0, locations.functions.size());
    }

    /** Takes out the matching frame nearest to the root and all it called, unless {@code keep} finds it as well. */
    public static Profile prune(Profile profile, TextPattern drop, @Nullable TextPattern keep) {
        Pruning pruning = new Pruning(profile);
        pruning.markForPrune(new SimpleNames(profile, drop, keep));
        return pruning.cut(true);
    }

    /** Takes out all that the matching frame nearest to the leaf called, but not itself. */
    public static Profile pruneFrom(Profile profile, TextPattern drop) {
        Pruning pruning = new Pruning(profile);
        pruning.markForPruneFrom(new SimpleNames(profile, drop, null));
        return pruning.cut(false);
    }

    /**
     * Prunes what the profile itself names as being of no interest. As {@code go tool pprof} does, a profile whose own
     * expressions are none is left as it is.
     */
    public static Profile removeUninteresting(Profile profile) {
        Text drop = profile.header().dropFrames();
        Text keep = profile.header().keepFrames();
        if (drop.isEmpty()) {
            return profile;
        }
        try {
            return prune(profile, whole(drop), keep.isEmpty() ? null : whole(keep));
        } catch (ProfileException e) {
            return profile;
        }
    }

    private static TextPattern whole(Text expression) {
        String decoded = expression.decode();
        if (!Text.of(decoded).equals(expression)) {
            throw new ProfileException(ProfileError.BAD_PATTERN, "an expression that is not UTF-8 is none");
        }
        return TextPattern.of("^(" + decoded + ")$");
    }

    private void markForPrune(SimpleNames names) {
        for (int i = 0; i < locations.size(); i++) {
            int end = locations.lineStarts.get(i + 1);
            int line = end - 1;
            while (line >= locations.lineStarts.get(i) && !names.line(line)) {
                line--;
            }
            if (line >= locations.lineStarts.get(i)) {
                matched.set(i);
                whole.set(i, line == end - 1);
                if (line < end - 1) {
                    lines.clear(locations.lineStarts.get(i), line + 1);
                }
            }
        }
    }

    private void markForPruneFrom(SimpleNames names) {
        for (int i = 0; i < locations.size(); i++) {
            int end = locations.lineStarts.get(i + 1);
            int line = locations.lineStarts.get(i);
            while (line < end && !names.line(line)) {
                line++;
            }
            if (line < end) {
                matched.set(i);
                lines.clear(locations.lineStarts.get(i), line);
            }
        }
    }

    private Profile cut(boolean fromRoot) {
        if (matched.isEmpty()) {
            return profile;
        }
        Budget unlimited = new Budget(Long.MAX_VALUE);
        IntColumn starts = new IntColumn(unlimited);
        IntColumn stacks = new IntColumn(unlimited);
        starts.add(0);
        for (int sample = 0; sample < samples.size(); sample++) {
            int first = fromRoot ? firstBelowRoot(sample) : firstAboveLeaf(sample);
            for (int frame = first; frame < samples.depth(sample); frame++) {
                stacks.add(samples.location(sample, frame));
            }
            starts.add(stacks.size());
        }
        return profile.withSamples(samples.withStacks(starts, stacks)).withLocations(locations.keeping(lines));
    }

    /** The first frame that stays, when looking from the root for a match behind a frame that stays. */
    private int firstBelowRoot(int sample) {
        boolean foundUser = false;
        for (int frame = samples.depth(sample) - 1; frame >= 0; frame--) {
            int location = samples.location(sample, frame);
            if (!matched.get(location)) {
                foundUser = true;
            } else if (foundUser) {
                return whole.get(location) ? frame + 1 : frame;
            }
        }
        return 0;
    }

    private int firstAboveLeaf(int sample) {
        for (int frame = 0; frame < samples.depth(sample); frame++) {
            if (matched.get(samples.location(sample, frame))) {
                return frame;
            }
        }
        return 0;
    }

    /** Searches the names of functions, without argument lists, each once. */
    private static final class SimpleNames {
        private final Profile profile;
        private final TextPattern drop;
        private final @Nullable TextPattern keep;
        private final BitSet searched = new BitSet();
        private final BitSet found = new BitSet();

        SimpleNames(Profile profile, TextPattern drop, @Nullable TextPattern keep) {
            this.profile = profile;
            this.drop = drop;
            this.keep = keep;
        }

        boolean line(int line) {
            int name =
                    profile.functions().names.get(profile.locations().functions.get(line));
            if (!searched.get(name)) {
                searched.set(name);
                found.set(name, matches(profile.strings().text(name)));
            }
            return found.get(name);
        }

        private boolean matches(Text name) {
            if (name.isEmpty()) {
                return false;
            }
            String simple = simple(name.decode());
            return drop.find(simple) && (keep == null || !keep.find(simple));
        }

        private static String simple(String name) {
            String rest = name.startsWith(".") ? name.substring(1) : name;
            int at = rest.indexOf('(');
            while (at >= 0) {
                if (rest.startsWith("(anonymous namespace)", at)) {
                    at = rest.indexOf('(', at + "(anonymous namespace)".length());
                } else if (endsWithOperator(rest, at)) {
                    at = rest.indexOf('(', at + 2);
                } else {
                    return rest.substring(0, at);
                }
            }
            return rest;
        }

        /** Whether the parentheses here are those of C++'s call operator. */
        private static boolean endsWithOperator(String name, int at) {
            return at >= "operator".length() && name.startsWith("operator()", at - "operator".length());
        }
    }
}
