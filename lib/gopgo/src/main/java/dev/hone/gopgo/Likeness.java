package dev.hone.gopgo;

import java.util.Arrays;

/** Measures how alike two columns of weights are, and how alike chance would leave them. */
final class Likeness {
    private static final long DRAWN = 2_000_000;

    private Likeness() {}

    /** The sum of the smaller share at each place: 1 for equal shares, 0 when they have no place in common. */
    static double overlap(long[] before, long[] after) {
        double totalBefore = sum(before);
        double totalAfter = sum(after);
        if (totalBefore == 0 || totalAfter == 0) {
            return totalBefore == totalAfter ? 1 : 0;
        }
        if (Arrays.equals(before, after)) {
            return 1;
        }
        double overlap = 0;
        for (int i = 0; i < before.length; i++) {
            overlap += Math.min(before[i] / totalBefore, after[i] / totalAfter);
        }
        return Math.min(1, overlap);
    }

    /** The share of the hot weight behind that was hot before. */
    static double kept(long[] before, long[] after) {
        HotLine lineBefore = HotLine.of(before, HotEdges.USUAL_LINE);
        HotLine lineAfter = HotLine.of(after, HotEdges.USUAL_LINE);
        double hot = 0;
        double kept = 0;
        for (int i = 0; i < after.length; i++) {
            if (lineAfter.isHot(i)) {
                hot += after[i];
                kept += before[i] > 0 && lineBefore.isHot(i) ? after[i] : 0;
            }
        }
        return hot == 0 ? 1 : kept / hot;
    }

    /** How alike they would be if each sample of both had been dealt to either at random, in proportion to their sizes. */
    static Drift.Noise byChance(EdgePairs pairs, Randomness randomness) {
        long[] before = SampleUnit.samples(pairs.before().weights());
        long[] after = SampleUnit.samples(pairs.after().weights());
        double sizeBefore = sum(before);
        double sizeAfter = sum(after);
        if (sizeBefore == 0 || sizeAfter == 0) {
            return new Drift.Noise(0, 1);
        }
        double part = sizeBefore / (sizeBefore + sizeAfter);
        int rounds = Math.clamp(DRAWN / before.length, 4, 25);
        double apart = 0;
        double kept = 0;
        long[] first = new long[before.length];
        long[] second = new long[before.length];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < before.length; i++) {
                first[i] = randomness.binomial(before[i] + after[i], part);
                second[i] = before[i] + after[i] - first[i];
            }
            apart += (1 - overlap(first, second)) / rounds;
            kept += kept(first, second) / rounds;
        }
        // Many rounded parts may add up to a little more than the whole.
        return new Drift.Noise(Math.min(apart, 1), Math.min(kept, 1));
    }

    private static double sum(long[] weights) {
        return (double) Arrays.stream(weights).sum();
    }
}
