package dev.hone.profile;

/** Adds values of profiles, which come from outside and may be of any size. */
final class Sums {
    private Sums() {}

    /** The sum, or a refusal when it does not fit 64 bits: a wrapped one would be a lie. */
    static long add(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new ProfileException(ProfileError.INCONSISTENT, "the values add up to more than fits 64 bits");
        }
        return sum;
    }
}
