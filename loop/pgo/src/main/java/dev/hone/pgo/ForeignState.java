package dev.hone.pgo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a {@code default.pgo} that another program wrote.
 *
 * @param taken version of the blob that was taken in last; empty for none
 * @param elsewhere uploads of ours that another worker merged into it, and that are counted here already
 * @param last names the edges of what was taken in last, onto which the other program merges next unless we write over it;
 *     null for none
 */
record ForeignState(
        String taken, List<String> elsewhere, @Nullable String last) {
    static final ForeignState NONE = new ForeignState("", List.of(), null);

    ForeignState andElsewhere(List<String> more) {
        List<String> all = new ArrayList<>(elsewhere);
        all.addAll(more);
        return more.isEmpty() ? this : new ForeignState(taken, all, last);
    }

    ForeignState {
        elsewhere = List.copyOf(elsewhere);
    }
}
