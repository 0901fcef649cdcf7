package dev.hone.pgo;

import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.Pruning;
import dev.hone.profile.TextPattern;

/**
 * What is cut off uploads before they are looked at: autopgo's rule.
 *
 * @param drop a regular expression; the frame it finds nearest to the root goes, with all that it called
 * @param keep one for frames that stay all the same; empty for none
 */
public record PruneRule(String drop, String keep) {
    public PruneRule {
        if (drop.isEmpty()) {
            throw new PgoException(
                    PgoError.BAD_POLICY, "a rule to prune needs an expression 'drop'; write .* to drop all");
        }
        compiled(drop);
        compiled(keep);
    }

    /** What is left of a profile. */
    public Profile apply(Profile profile) {
        return Pruning.prune(profile, compiled(drop), keep.isEmpty() ? null : compiled(keep));
    }

    private static TextPattern compiled(String expression) {
        try {
            return TextPattern.of(expression);
        } catch (ProfileException e) {
            throw new PgoException(PgoError.BAD_POLICY, String.valueOf(e.getMessage()), e);
        }
    }
}
