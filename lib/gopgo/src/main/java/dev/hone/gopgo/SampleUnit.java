package dev.hone.gopgo;

/** Finds what one sample weighs, so that weights can be counted in samples. */
/*
 * It is the greatest common divisor of the weights: 1 where samples are counted, the period where nanoseconds are, and the
 * factor where a whole profile was multiplied by one. A few weights may have a divisor by chance, so of few it counts only
 * when it is as large as a period in nanoseconds.
 */
final class SampleUnit {
    private static final int FEW = 20;
    private static final long LIKE_A_PERIOD = 100_000;

    private SampleUnit() {}

    /** What one sample weighs; 1 when nothing weighs anything. */
    static long of(long[] weights) {
        long unit = 0;
        for (int edge = 0; edge < weights.length && unit != 1; edge++) {
            long rest = weights[edge];
            while (rest != 0) {
                long smaller = unit % rest;
                unit = rest;
                rest = smaller;
            }
        }
        return unit >= LIKE_A_PERIOD || (unit > 1 && weights.length >= FEW) ? unit : 1;
    }

    /** The same weights counted in samples. */
    static long[] samples(long[] weights) {
        long unit = of(weights);
        long[] samples = new long[weights.length];
        for (int edge = 0; edge < weights.length; edge++) {
            samples[edge] = weights[edge] / unit;
        }
        return samples;
    }
}
