package dev.hone.e2e;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The geometric mean of ratios that were measured in pairs, and the interval that 95 % of bootstrap samples lie in. */
record MeanRatio(double mean, double low, double high) {
    private static final int DRAWS = 10_000;

    static MeanRatio of(List<Double> ratios, long seed) {
        double[] logarithms = ratios.stream().mapToDouble(Math::log).toArray();
        Random random = new Random(seed);
        double[] means = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double sum = 0;
            for (int j = 0; j < logarithms.length; j++) {
                sum += logarithms[random.nextInt(logarithms.length)];
            }
            means[i] = Math.exp(sum / logarithms.length);
        }
        Arrays.sort(means);
        return new MeanRatio(
                Math.exp(Arrays.stream(logarithms).average().orElseThrow()),
                means[DRAWS / 40],
                means[DRAWS - DRAWS / 40]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", mean, low, high);
    }
}
