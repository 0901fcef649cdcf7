package dev.hone.collect;

import java.time.Duration;
import java.time.Instant;

/**
 * Cuts time into windows that lie the same whoever cuts them and whenever, so that nothing is counted twice when a process
 * starts anew.
 *
 * @param length of each, a whole number of milliseconds
 * @param settle how long after its end a window may still get profiles
 */
record Windows(Duration length, Duration settle) {
    /** The one that a moment is in. */
    private Window around(Instant moment) {
        long millis = length.toMillis();
        Instant start = Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), millis) * millis);
        return new Window(start, start.plus(length));
    }

    /** When nothing is added to a window any more. */
    Instant settled(Window window) {
        return window.end().plus(settle);
    }

    /** The earliest that is not settled: nobody can have pulled it yet. */
    Window open(Instant now) {
        return around(now.minus(settle));
    }

    /** The latest that is settled. */
    Window last(Instant now) {
        return around(open(now).start().minusMillis(1));
    }

    Window after(Window window) {
        return around(window.end());
    }
}
