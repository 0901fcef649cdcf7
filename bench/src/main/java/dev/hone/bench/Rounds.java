package dev.hone.bench;

import dev.hone.base.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs every side once per round, so that whatever the machine does meanwhile happens to all of them.
 *
 * <p>The order turns around from round to round: who always runs after the same neighbour inherits its caches and its heat.
 *
 * @param discarded rounds at the start that do not count
 * @param counted rounds that do
 */
record Rounds(int discarded, int counted) {
    Rounds {
        if (discarded < 0 || counted < 1) {
            throw new BenchException(
                    BenchException.Code.WRONG_USE,
                    "there must be a round to count, and none less than nothing to discard: " + counted + " and "
                            + discarded);
        }
    }

    /** Runs one side once. */
    interface Trial {
        Sample run(Side side);
    }

    int all() {
        return discarded + counted;
    }

    List<Series> run(List<Side> sides, Trial trial, Progress progress) {
        List<Track> tracks =
                sides.stream().map(side -> new Track(side, new ArrayList<>())).toList();
        for (int round = 0; round < all(); round++) {
            for (Track track : round % 2 == 0 ? tracks : tracks.reversed()) {
                Sample sample = trial.run(track.side());
                if (round >= discarded) {
                    track.samples().add(sample);
                }
                progress.advance(1);
            }
        }
        return tracks.stream()
                .map(track -> new Series(track.side(), track.samples(), 0))
                .toList();
    }

    /** What a side has gathered so far. */
    private record Track(Side side, List<Sample> samples) {}
}
