package dev.hone.profile;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps samples and frames by names: of functions, of their files, and of binaries.
 *
 * <p>Only samples with a frame that {@code focus} finds and none that {@code ignore} finds stay. Of those, frames that
 * {@code hide} finds or {@code show} does not find are left out.
 */
/*
 * Follows FilterSamplesByName of google/pprof [1] in what can be seen:
 *
 *  - As soon as one expression is given, a sample without a stack goes: it has no frame that could be in focus.
 *  - Names are looked for in all locations of the profile, used or not. So an expression may have matched and leave nothing.
 *  - Among the functions inlined into each other at one place, focus and ignore mean all of the place; hide and show take
 *    single lines out of it, for all samples. A binary that hide finds takes the whole place out; one that show finds
 *    keeps it, unless it has no lines: then it is left out as well.
 *  - A sample of which no frame is left goes, and its value with it.
 *
 * [1] github.com/google/pprof v0.0.0-20260906184651-6331bc6350fe, profile/filter.go
 */
public final class StackFilter {
    private final @Nullable TextPattern focus;
    private final @Nullable TextPattern ignore;
    private final @Nullable TextPattern hide;
    private final @Nullable TextPattern show;

    private StackFilter(
            @Nullable TextPattern focus,
            @Nullable TextPattern ignore,
            @Nullable TextPattern hide,
            @Nullable TextPattern show) {
        this.focus = focus;
        this.ignore = ignore;
        this.hide = hide;
        this.show = show;
    }

    /** A filter by these expressions, each of which may be missing. */
    public static StackFilter of(
            @Nullable TextPattern focus,
            @Nullable TextPattern ignore,
            @Nullable TextPattern hide,
            @Nullable TextPattern show) {
        return new StackFilter(focus, ignore, hide, show);
    }

    /** Filters a profile that passed {@link Check#PPROF}. */
    public Filtered apply(Profile profile) {
        if (focus == null && ignore == null && hide == null && show == null) {
            return Filtered.untouched(profile);
        }
        Places places = new Places(profile);
        places.sort();
        Samples samples = places.samples();
        Locations locations = profile.locations().keeping(places.lines);
        return new Filtered(profile.withSamples(samples).withLocations(locations), places.unmatched);
    }

    /** The places of one profile by what the expressions say of them. */
    private final class Places {
        private final Profile profile;
        private final Locations locations;
        private final BitSet focused = new BitSet();
        private final BitSet ignored = new BitSet();
        private final BitSet hidden = new BitSet();
        private final BitSet lines = new BitSet();
        private final Set<Filtered.Part> unmatched = EnumSet.noneOf(Filtered.Part.class);

        Places(Profile profile) {
            this.profile = profile;
            this.locations = profile.locations();
            lines.set(0, locations.functions.size());
        }

        void sort() {
            sortByFocus();
            if (hide != null) {
                hide(new NameMatches(profile, hide));
            }
            if (show != null) {
                show(new NameMatches(profile, show));
            }
        }

        private void sortByFocus() {
            NameMatches inFocus = focus == null ? null : new NameMatches(profile, focus);
            NameMatches toIgnore = ignore == null ? null : new NameMatches(profile, ignore);
            for (int i = 0; i < locations.size(); i++) {
                if (toIgnore != null && toIgnore.location(i)) {
                    ignored.set(i);
                } else if (inFocus == null || inFocus.location(i)) {
                    focused.set(i);
                }
            }
            note(Filtered.Part.IGNORE, toIgnore != null && ignored.isEmpty());
            note(Filtered.Part.FOCUS, inFocus != null && focused.isEmpty());
        }

        private void note(Filtered.Part part, boolean foundNothing) {
            if (foundNothing) {
                unmatched.add(part);
            }
        }

        private void hide(NameMatches matches) {
            boolean any = false;
            for (int i = 0; i < locations.size(); i++) {
                if (matches.location(i)) {
                    any = true;
                    boolean all = matches.binary(i);
                    for (int line = start(i); line < start(i + 1); line++) {
                        lines.set(line, !all && lines.get(line) && !matches.line(line));
                    }
                    hidden.set(i, isBare(i));
                }
            }
            note(Filtered.Part.HIDE, !any);
        }

        private void show(NameMatches matches) {
            boolean any = false;
            for (int i = 0; i < locations.size(); i++) {
                boolean all = matches.binary(i);
                for (int line = start(i); line < start(i + 1); line++) {
                    lines.set(line, lines.get(line) && (all || matches.line(line)));
                }
                hidden.set(i, isBare(i));
                any |= !isBare(i);
            }
            note(Filtered.Part.SHOW, !any);
        }

        private int start(int location) {
            return locations.lineStarts.get(location);
        }

        private boolean isBare(int location) {
            int next = lines.nextSetBit(start(location));
            return next < 0 || next >= start(location + 1);
        }

        Samples samples() {
            Samples source = profile.samples();
            Samples kept = new Samples(profile.strings(), new Budget(Long.MAX_VALUE));
            for (int sample = 0; sample < source.size(); sample++) {
                if (isWanted(source, sample) && addStack(source, sample, kept)) {
                    kept.finishLike(source, sample);
                }
            }
            return kept;
        }

        private boolean isWanted(Samples source, int sample) {
            boolean wanted = false;
            for (int frame = 0; frame < source.depth(sample); frame++) {
                int location = source.location(sample, frame);
                if (ignored.get(location)) {
                    return false;
                }
                wanted |= focused.get(location);
            }
            return wanted;
        }

        /** Adds the frames that are not hidden, and says whether there were any. */
        private boolean addStack(Samples source, int sample, Samples kept) {
            boolean any = false;
            for (int frame = 0; frame < source.depth(sample); frame++) {
                int location = source.location(sample, frame);
                if (!hidden.get(location)) {
                    kept.stacks.add(location);
                    any = true;
                }
            }
            return any;
        }
    }
}
