package dev.hone.pgo;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a {@code default.pgo} that another program wrote.
 *
 * @param taken version of the blob that was taken in last; empty for none
 * @param elsewhere uploads of ours that another worker merged into it, and that are counted here already
 */
record ForeignState(String taken, List<String> elsewhere) {
    static final ForeignState NONE = new ForeignState("", List.of());

    ForeignState andElsewhere(List<String> more) {
        List<String> all = new ArrayList<>(elsewhere);
        all.addAll(more);
        return more.isEmpty() ? this : new ForeignState(taken, all);
    }

    ForeignState {
        elsewhere = List.copyOf(elsewhere);
    }
}
