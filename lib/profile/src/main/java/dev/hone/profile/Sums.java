package dev.hone.profile;

/** Adds and multiplies values of profiles, which come from outside and may be of any size. */
final class Sums {
    private Sums() {}

    /** The sum, or a refusal when it does not fit 64 bits: a wrapped one would be a lie. */
    static long add(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw tooLarge();
        }
        return sum;
    }

    /** The product, or the same refusal. */
    static long multiply(long a, long b) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != product >> 63) {
            throw tooLarge();
        }
        return product;
    }

    /** All values of one type together. */
    static long ofType(Samples samples, int type) {
        long total = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            total = add(total, samples.value(sample, type));
        }
        return total;
    }

    static ProfileException tooLarge() {
        return new ProfileException(ProfileError.INCONSISTENT, "the values add up to more than fits 64 bits");
    }
}
