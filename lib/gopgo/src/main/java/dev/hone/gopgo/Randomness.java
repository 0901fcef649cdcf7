package dev.hone.gopgo;

/** Draws random numbers that are the same for the same seed, on every machine and every Java. */
/*
 * Bits come from splitmix64 (Steele, Lea, Flood 2014). Functions are those of StrictMath, which are specified to the bit.
 *
 * A binomial number that is expected below 30 is found by adding up its probabilities until they exceed a uniform
 * number, which is exact. Above, it is normal with the third moment mended (Cornish and Fisher), rounded; its mean,
 * variance and skewness are then right, and the rest is far below the noise that it imitates.
 */
final class Randomness {
    private static final double EXACT_BELOW = 30;
    private static final double UNIT = 0x1p-53;

    private long state;

    Randomness(long seed) {
        this.state = seed;
    }

    private long bits() {
        state += 0x9e3779b97f4a7c15L;
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** A number from 0 inclusive to 1 exclusive. */
    private double uniform() {
        return (bits() >>> 11) * UNIT;
    }

    /** How many of so many trials succeed that each do with this probability. */
    long binomial(long trials, double probability) {
        if (probability > 0.5) {
            return trials - binomial(trials, 1 - probability);
        }
        return trials * probability < EXACT_BELOW ? few(trials, probability) : many(trials, probability);
    }

    private long few(long trials, double probability) {
        double uniform = uniform();
        double odds = probability / (1 - probability);
        double term = StrictMath.exp(trials * StrictMath.log1p(-probability));
        double sum = term;
        long count = 0;
        // Rounding may keep the sum below the largest uniform numbers; the terms become 0 then.
        while (uniform >= sum && term > 0 && count < trials) {
            term *= (trials - count) / (count + 1.0) * odds;
            sum += term;
            count++;
        }
        return count;
    }

    private long many(long trials, double probability) {
        double mean = trials * probability;
        double z = normal();
        double skewed = (z * z - 1) * (1 - 2 * probability) / 6;
        return Math.clamp(Math.round(mean + z * Math.sqrt(mean * (1 - probability)) + skewed), 0, trials);
    }

    /** A number from the standard normal distribution (Box and Muller; the second one of the pair is thrown away). */
    private double normal() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * Math.PI * uniform());
    }
}
