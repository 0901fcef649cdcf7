package dev.hone.profile;

import java.util.Arrays;

/** What the values of a profile are multiplied by before they are merged: a factor for each sample type. */
/*
 * Follows Scale, ScaleN and Normalize of google/pprof: products are rounded half away from zero, and samples that become
 * all zero vanish. Its ScaleN looks only at the values whose factor is not 1 to see whether a sample is zero; so do we.
 * Two differences: whole factors are multiplied exactly, where floating point loses what is above 2^53; and a product
 * that does not fit is refused.
 */
public final class Weights {
    /** Changes nothing. */
    public static final Weights ONE = of(1);

    private static final double TOO_LARGE = 0x1p63;

    private final double[] factors;
    private final boolean changing;

    private Weights(double[] factors) {
        for (double factor : factors) {
            if (!Double.isFinite(factor)) {
                throw new IllegalArgumentException("a weight is a finite number, not " + factor);
            }
        }
        this.factors = factors;
        this.changing = Arrays.stream(factors).anyMatch(factor -> factor != 1);
    }

    /** The same factor for all types; -1 subtracts. */
    public static Weights of(double factor) {
        return new Weights(new double[] {factor});
    }

    /**
     * The factors that make each type of {@code profile} add up to what it adds up to in {@code base}; 0 where it adds up
     * to nothing. Both have the same sample types.
     */
    public static Weights normalizing(Profile profile, Profile base) {
        new MergedHeader(profile).requireSameTypes(base);
        return normalizing(profile, Sums.ofTypes(base));
    }

    /** The same for a profile of which is known what each type adds up to. */
    static Weights normalizing(Profile profile, long[] totals) {
        long[] sums = Sums.ofTypes(profile);
        double[] factors = new double[totals.length];
        for (int type = 0; type < factors.length; type++) {
            factors[type] = sums[type] == 0 ? 0 : (double) totals[type] / sums[type];
        }
        return new Weights(factors);
    }

    /** Writes the weighted values of a sample and says whether the sample stays. */
    boolean apply(Samples samples, int sample, long[] weighted) {
        if (!changing) {
            return copy(samples, sample, weighted);
        }
        boolean anyChanged = false;
        for (int type = 0; type < weighted.length; type++) {
            double factor = factor(type);
            weighted[type] = factor == 1 ? samples.value(sample, type) : product(samples.value(sample, type), factor);
            anyChanged |= weighted[type] != 0 && factor != 1;
        }
        return anyChanged;
    }

    private static boolean copy(Samples samples, int sample, long[] values) {
        long any = 0;
        for (int type = 0; type < values.length; type++) {
            values[type] = samples.value(sample, type);
            any |= values[type];
        }
        return any != 0;
    }

    private double factor(int type) {
        return factors.length == 1 ? factors[0] : factors[type];
    }

    private static long product(long value, double factor) {
        if (factor == Math.rint(factor) && Math.abs(factor) < TOO_LARGE) {
            return Sums.multiply(value, (long) factor);
        }
        double product = value * factor;
        // The magnitude, rounded: adding a half first would round 0.49999999999999994 up.
        double magnitude = Math.floor(Math.abs(product));
        magnitude += Math.abs(product) - magnitude >= 0.5 ? 1 : 0;
        if (magnitude >= TOO_LARGE) {
            throw Sums.tooLarge();
        }
        return (long) (product < 0 ? -magnitude : magnitude);
    }
}
