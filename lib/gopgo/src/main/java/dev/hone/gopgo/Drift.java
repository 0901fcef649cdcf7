package dev.hone.gopgo;

import java.util.List;

/**
 * How far a new profile is from an old one, in what matters to the Go compiler.
 *
 * @param overlap what the shares of all calls have in common: 1 when they are equal, 0 when no call is in both
 * @param kept the share of the new one's hot weight that is hot in the old one too
 * @param hotInBoth hot calls in both by hot calls in either; for people only, chance moves it too much
 * @param noise what chance alone makes of two profiles of these sizes
 * @param changedDecisions what the compiler would decide differently, those first on which most hangs
 * @param sameText whether the compiler sees the very same, so that it finds everything in its cache
 */
/*
 * Profiles are samples, so two of one unchanged program differ, and in the tail they always decide differently. The noise
 * floor says how much: all samples of both are shuffled and dealt to two profiles of their sizes, again and again. That is
 * the permutation test: if both are of one program, they are one more such deal. What exceeds the floor clearly, and is
 * worth building for, counts as change.
 */
public record Drift(
        double overlap,
        double kept,
        double hotInBoth,
        Noise noise,
        List<ChangedDecision> changedDecisions,
        boolean sameText) {

    public Drift {
        changedDecisions = List.copyOf(changedDecisions);
    }

    /** What is to be done about it. */
    public enum Verdict {
        /** The compiler decides the same. */
        SAME,
        /** It decides differently, but no more than two profiles of one program do. */
        NOISE,
        /** It decides differently, and not by chance. */
        CHANGED
    }

    /**
     * What two profiles of one program are apart.
     *
     * @param apart 1 less the overlap, on average
     * @param kept the share of hot weight that is hot in both, on average
     */
    public record Noise(double apart, double kept) {
        private static final double CLEARLY = 1.25;
        private static final double LEAST_APART = 0.05;
        private static final double LEAST_LOST = 0.03;

        /** What is farther apart than this did change. */
        public double mostApart() {
            return Math.min(Math.max(CLEARLY * apart, LEAST_APART), 1);
        }

        /** What keeps less than this did change. */
        public double leastKept() {
            return 1 - Math.max(CLEARLY * (1 - kept), LEAST_LOST);
        }
    }

    /**
     * Compares two maps. The same arguments give the same answer.
     *
     * @param seed where randomness begins
     * @throws GoProfileException when a weight is negative or a sum is too large
     */
    public static Drift between(EdgeMap before, EdgeMap after, long seed) {
        SoundWeights.of(before);
        SoundWeights.of(after);
        EdgePairs pairs = EdgePairs.of(before, after);
        return new Drift(
                Likeness.overlap(pairs.before().weights(), pairs.after().weights()),
                Likeness.kept(pairs.before().weights(), pairs.after().weights()),
                hotInBoth(pairs),
                Likeness.byChance(pairs, new Randomness(seed)),
                DecisionChanges.of(pairs),
                Digests.of(before).compiler().equals(Digests.of(after).compiler()));
    }

    private static double hotInBoth(EdgePairs pairs) {
        int both = 0;
        int either = 0;
        for (int pair = 0; pair < pairs.size(); pair++) {
            boolean before = pairs.before().isHot(pair);
            boolean after = pairs.after().isHot(pair);
            both += before && after ? 1 : 0;
            either += before || after ? 1 : 0;
        }
        return either == 0 ? 1 : (double) both / either;
    }

    public Verdict verdict() {
        if (changedDecisions.isEmpty()) {
            return Verdict.SAME;
        }
        boolean changed = 1 - overlap > noise.mostApart() || kept < noise.leastKept();
        return changed ? Verdict.CHANGED : Verdict.NOISE;
    }
}
