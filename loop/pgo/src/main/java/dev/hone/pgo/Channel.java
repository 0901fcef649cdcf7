package dev.hone.pgo;

import java.time.Instant;

/**
 * A moving pointer to a generation.
 *
 * @param pinned whether publishing leaves it where it is
 * @param since when it was moved last
 * @param by who moved it
 */
record Channel(int generation, boolean pinned, Instant since, String by) {
    /** What builds use unless they ask for another: the generation that {@code default.pgo} is. */
    static final String STABLE = "stable";

    /** The newest generation. */
    static final String CANDIDATE = "candidate";
}
