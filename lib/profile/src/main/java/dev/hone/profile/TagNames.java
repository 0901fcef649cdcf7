package dev.hone.profile;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the labels whose key one expression finds and another does not; samples stay. */
public final class TagNames {
    private final @Nullable TextPattern show;
    private final @Nullable TextPattern hide;

    private TagNames(@Nullable TextPattern show, @Nullable TextPattern hide) {
        this.show = show;
        this.hide = hide;
    }

    /** A filter by these two, each of which may be missing. */
    public static TagNames of(@Nullable TextPattern show, @Nullable TextPattern hide) {
        return new TagNames(show, hide);
    }

    /** Filters a profile that passed {@link Check#PPROF}. */
    public Filtered apply(Profile profile) {
        if (show == null && hide == null) {
            return Filtered.untouched(profile);
        }
        NameMatches shown = show == null ? null : new NameMatches(profile, show);
        NameMatches hidden = hide == null ? null : new NameMatches(profile, hide);
        Samples source = profile.samples();
        Samples labels = new Samples(profile.strings(), new Budget(Long.MAX_VALUE));
        boolean anyShown = false;
        boolean anyHidden = false;
        for (int sample = 0; sample < source.size(); sample++) {
            for (int label = source.labelStarts.get(sample); label < source.labelStarts.get(sample + 1); label++) {
                int key = source.labelTexts.get(Samples.INDICES_PER_LABEL * label);
                boolean isShown = shown == null || shown.string(key);
                boolean isHidden = hidden != null && hidden.string(key);
                anyShown |= isShown;
                anyHidden |= isHidden;
                if (isShown && !isHidden) {
                    labels.addLabel(source, label);
                }
            }
            labels.labelStarts.add(labels.labelNumbers.size());
        }
        return new Filtered(profile.withSamples(source.withLabels(labels)), unmatched(anyShown, anyHidden));
    }

    private Set<Filtered.Part> unmatched(boolean anyShown, boolean anyHidden) {
        Set<Filtered.Part> unmatched = EnumSet.noneOf(Filtered.Part.class);
        if (show != null && !anyShown) {
            unmatched.add(Filtered.Part.TAG_SHOW);
        }
        if (hide != null && !anyHidden) {
            unmatched.add(Filtered.Part.TAG_HIDE);
        }
        return unmatched;
    }
}
