package dev.hone.pgo;

import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeScale;

/**
 * The generation that a new profile would replace.
 *
 * @param sum its edges as they were weighed
 * @param unit what a sample weighs in the sum
 * @param published its edges as they were published
 */
record Standing(GenerationEntry entry, EdgeMap sum, long unit, EdgeMap published) {
    /** The edges with weights in whole samples. */
    EdgeMap inSamples() {
        return EdgeScale.inUnits(sum, unit);
    }

    /** How many samples of full weight it is worth. */
    long worth() {
        return sum.total() / unit;
    }

    Precedent precedent() {
        return new Precedent(published, worth());
    }

    boolean isWeak() {
        return entry.flags().contains(GenerationEntry.WEAK);
    }
}
