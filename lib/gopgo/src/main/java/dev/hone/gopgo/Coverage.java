package dev.hone.gopgo;

/**
 * How well the hot edges of a profile are known: how much of what is truly hot does it mark as hot?
 *
 * @param share the share of the hot weight that a profile of this size finds, 0 to 1
 * @param factor how many times as many samples would find the wanted share; 1 when these do, and
 *     {@link #UNKNOWN} when so few do not tell
 */
/*
 * The share is found by leaving out one sample after another: would the call it saw be hot without it? What a profile
 * does not know, a fresh sample shows in the same way. Calls seen once are taken for what is still unseen (Good and
 * Turing), which redrawing from the profile itself cannot know of. RATIONALE.md says how close that comes.
 *
 * The factor comes from what half the samples find, drawn and averaged over rounds: the part not found falls
 * by some power of the size, which is carried on. That power grows with the size, so the factor is rather too large.
 */
public record Coverage(double share, double factor) {
    /** Stands for a factor that cannot be told. */
    public static final double UNKNOWN = Double.POSITIVE_INFINITY;

    private static final double LARGEST = 1000;

    /**
     * Estimates the coverage of a map's hot edges. The same arguments give the same answer.
     *
     * @param wanted the share at which it is good enough
     * @param seed where randomness begins
     * @throws GoProfileException when a weight is negative or the sum is too large
     */
    public static Coverage of(EdgeMap map, double wanted, long seed) {
        long[] samples = SampleUnit.samples(SoundWeights.of(map));
        double share = share(samples);
        return new Coverage(share, share >= wanted ? 1 : factor(samples, share, wanted, new Randomness(seed)));
    }

    /** The share of the hot weight that stays hot when one sample of it is left out. */
    static double share(long[] samples) {
        HotLine line = HotLine.of(samples, HotEdges.USUAL_LINE);
        double found = 0;
        for (int edge = 0; edge < samples.length; edge++) {
            found += samples[edge] > 1 && line.isHotAt(edge, samples[edge] - 1) ? samples[edge] : 0;
        }
        double hot = line.sumBefore(line.count());
        return hot == 0 ? 0 : Math.min(1, found / hot);
    }

    private static double factor(long[] samples, double share, double wanted, Randomness randomness) {
        int rounds = Math.clamp(2_000_000L / Math.max(1, samples.length), 4, 25);
        double halfShare = 0;
        long[] half = new long[samples.length];
        for (int round = 0; round < rounds; round++) {
            for (int edge = 0; edge < half.length; edge++) {
                half[edge] = randomness.binomial(samples[edge], 0.5);
            }
            halfShare += share(half) / rounds;
        }
        double power = StrictMath.log((1 - halfShare) / (1 - share)) / StrictMath.log(2);
        double factor = power <= 0 ? UNKNOWN : StrictMath.pow((1 - share) / (1 - wanted), 1 / power);
        return factor <= LARGEST ? factor : UNKNOWN;
    }
}
