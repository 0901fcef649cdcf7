package dev.hone.pgo;

import dev.hone.gopgo.EdgeMap;

/**
 * What it takes of a generation to keep its decisions where they did not change.
 *
 * @param published its edges as they were published
 * @param worth how many samples of full weight it was worth
 */
record Precedent(EdgeMap published, long worth) {}
