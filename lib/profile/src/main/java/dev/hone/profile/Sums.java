package dev.hone.profile;

/** Adds and multiplies values of profiles, which come from outside and may be of any size. */
final class Sums {
    private static final Text BASE = Text.of("pprof::base");
    private static final Text TRUE = Text.of("true");

    private Sums() {}

    /** The sum, or a refusal when it does not fit 64 bits: a wrapped one would be a lie. */
    static long add(long a, long b) {
        long sum = a + b;
        if (carry(a, b, sum) != 0) {
            throw tooLarge();
        }
        return sum;
    }

    /** How a sum of two went over 64 bits: 1 upwards, -1 downwards, 0 not at all. */
    static int carry(long a, long b, long sum) {
        return ((a ^ sum) & (b ^ sum)) >= 0 ? 0 : a < 0 ? -1 : 1;
    }

    /** The difference, or the same refusal. */
    static long subtract(long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw tooLarge();
        }
        return difference;
    }

    /** The product, or the same refusal. */
    static long multiply(long a, long b) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != product >> 63) {
            throw tooLarge();
        }
        return product;
    }

    /** All values of each type together. */
    static long[] ofTypes(Profile profile) {
        Samples samples = profile.samples();
        long[] totals = new long[profile.sampleTypes().size()];
        for (int type = 0; type < totals.length; type++) {
            for (int sample = 0; sample < samples.size(); sample++) {
                totals[type] = add(totals[type], samples.value(sample, type));
            }
        }
        return totals;
    }

    /**
     * What the shares of one type are shares of, as in google/pprof: the magnitudes of all samples together, or of those
     * that are labelled as the base of a comparison.
     */
    static long whole(Profile profile, int type) {
        Samples samples = profile.samples();
        boolean compared = profile.strings().contains(BASE);
        long all = 0;
        long base = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            long value = samples.value(sample, type);
            all = value < 0 ? subtract(all, value) : add(all, value);
            if (compared && value != 0 && isBase(samples, sample)) {
                base = value < 0 ? subtract(base, value) : add(base, value);
            }
        }
        return base > 0 ? base : all;
    }

    private static boolean isBase(Samples samples, int sample) {
        for (int i = 0; i < samples.labelCount(sample); i++) {
            if (samples.label(sample, i) instanceof Label.OfText label
                    && label.key().equals(BASE)
                    && label.text().equals(TRUE)) {
                return true;
            }
        }
        return false;
    }

    static ProfileException tooLarge() {
        return new ProfileException(ProfileError.INCONSISTENT, "the values add up to more than fits 64 bits");
    }
}
