package dev.hone.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The few figures that runs are summed up in. */
final class Statistics {
    private static final int RESAMPLES = 2000;
    private static final double OUTSIDE = 0.025;

    private Statistics() {}

    /**
     * How many times as long one side takes as another.
     *
     * @param low the lower end of the interval that holds the true ratio in 95 of 100 comparisons
     */
    record Ratio(double ratio, double low, double high) {}

    /** The middle value; between two, their mean. */
    static double median(double... values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest value that at least this share of the values does not exceed. */
    static double quantile(double share, double... values) {
        double[] sorted = sorted(values);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
    }

    /**
     * The ratio of the medians, with a bootstrap interval.
     *
     * <p>Rounds are drawn again with replacement, each with both of its runs, so that what slows a whole round down widens
     * neither side alone.
     */
    static Ratio ratio(double[] above, double[] below, RandomGenerator random) {
        if (above.length != below.length) {
            throw new IllegalArgumentException(above.length + " rounds against " + below.length);
        }
        double[] ratios = new double[RESAMPLES];
        double[] drawnAbove = new double[above.length];
        double[] drawnBelow = new double[below.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < above.length; j++) {
                int round = random.nextInt(above.length);
                drawnAbove[j] = above[round];
                drawnBelow[j] = below[round];
            }
            ratios[i] = median(drawnAbove) / median(drawnBelow);
        }
        return new Ratio(median(above) / median(below), quantile(OUTSIDE, ratios), quantile(1 - OUTSIDE, ratios));
    }

    private static double[] sorted(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there are no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
