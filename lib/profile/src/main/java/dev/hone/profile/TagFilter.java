package dev.hone.profile;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the samples whose labels one filter means and another does not. */
public final class TagFilter {
    private final @Nullable TagMatch focus;
    private final @Nullable TagMatch ignore;

    private TagFilter(@Nullable TagMatch focus, @Nullable TagMatch ignore) {
        this.focus = focus;
        this.ignore = ignore;
    }

    /** A filter by these two, each of which may be missing. */
    public static TagFilter of(@Nullable TagMatch focus, @Nullable TagMatch ignore) {
        return new TagFilter(focus, ignore);
    }

    /** Filters a profile that passed {@link Check#PPROF}. */
    public Filtered apply(Profile profile) {
        return apply(profile, profile);
    }

    /** The same, with the units of numbers as they are in the whole profile, of which this one may be a part. */
    Filtered apply(Profile profile, Profile whole) {
        if (focus == null && ignore == null) {
            return Filtered.untouched(profile);
        }
        NumberUnits units = NumberUnits.of(whole);
        Samples source = profile.samples();
        Samples kept = new Samples(profile.strings(), new Budget(Long.MAX_VALUE));
        Set<Filtered.Part> unmatched = EnumSet.noneOf(Filtered.Part.class);
        unmatched.addAll(focus == null ? Set.of() : Set.of(Filtered.Part.TAG_FOCUS));
        unmatched.addAll(ignore == null ? Set.of() : Set.of(Filtered.Part.TAG_IGNORE));
        for (int sample = 0; sample < source.size(); sample++) {
            boolean inFocus = focus == null || focus.matches(source, sample, units);
            boolean ignored = ignore != null && ignore.matches(source, sample, units);
            if (inFocus) {
                unmatched.remove(Filtered.Part.TAG_FOCUS);
            }
            if (ignored) {
                unmatched.remove(Filtered.Part.TAG_IGNORE);
            }
            if (inFocus && !ignored) {
                copy(source, sample, kept);
            }
        }
        return new Filtered(profile.withSamples(kept), unmatched);
    }

    private static void copy(Samples source, int sample, Samples kept) {
        for (int frame = 0; frame < source.depth(sample); frame++) {
            kept.stacks.add(source.location(sample, frame));
        }
        kept.finishLike(source, sample);
    }
}
