package dev.hone.pgo;

import java.time.Instant;
import java.util.List;

/**
 * Something that was decided about an app, by us or by somebody.
 *
 * @param action what was done, as {@code publish}, {@code keep}, {@code rollback}
 * @param generation that it was about; 0 for none
 * @param reasons why
 * @param by who decided; {@code hone} for us
 */
public record Decision(Instant at, String action, int generation, List<String> reasons, String by) {
    public Decision {
        reasons = List.copyOf(reasons);
    }

    /** Whether the other one is the same, but for when it was and for figures. */
    boolean isLike(Decision other) {
        return action.equals(other.action) && by.equals(other.by) && codes().equals(other.codes());
    }

    private List<String> codes() {
        return reasons.stream().map(reason -> reason.replaceFirst(":.*", "")).toList();
    }
}
