package dev.hone.pgo;

import dev.hone.gopgo.EdgeMap;
import java.util.List;

/**
 * A profile that may be taken in.
 *
 * @param edges what the Go compiler sees of it; none for one that shows nothing, which is kept all the same
 * @param samples in it
 * @param timeNanos when it was taken, by the clock of whoever took it; 0 when not said
 * @param taken how it was taken
 * @param flags codes of what is odd about it
 */
record CheckedUpload(EdgeMap edges, long samples, long timeNanos, Evidence.Taken taken, List<String> flags) {
    static final CheckedUpload NOTHING = new CheckedUpload(EdgeMap.EMPTY, 0, 0, Evidence.Taken.NOTHING, List.of());

    CheckedUpload {
        flags = List.copyOf(flags);
    }
}
