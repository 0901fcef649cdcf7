package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

final class RandomnessTest {
    private static final int DRAWS = 200_000;

    /** Mean, variance and skewness of what is drawn, against what they should be, within six standard errors. */
    private static void assertMoments(LongSupplier draw, double mean, double variance, double skewness) {
        double sum = 0;
        double squares = 0;
        double cubes = 0;
        for (int i = 0; i < DRAWS; i++) {
            double apart = draw.getAsLong() - mean;
            sum += apart;
            squares += apart * apart;
            cubes += apart * apart * apart;
        }
        double deviation = Math.sqrt(variance);
        double error = 6 / Math.sqrt(DRAWS);
        assertThat(sum / DRAWS / deviation).isCloseTo(0, within(error));
        assertThat(squares / DRAWS / variance).isCloseTo(1, within(error * Math.sqrt(2 + 1 / variance)));
        assertThat(cubes / DRAWS / variance / deviation).isCloseTo(skewness, within(error * 8));
    }

    @Test
    void binomial_hasItsMoments_exactAndApproximate() {
        for (double probability : new double[] {0.001, 0.3, 0.5, 0.9}) {
            for (long trials : new long[] {1_000, 33, 1, 100_000, 1_000_000_000_000L}) {
                Randomness randomness = new Randomness(1);
                double variance = trials * probability * (1 - probability);
                if (variance > 0.2) {
                    assertMoments(
                            () -> randomness.binomial(trials, probability),
                            trials * probability,
                            variance,
                            (1 - 2 * probability) / Math.sqrt(variance));
                }
            }
        }
    }

    @Test
    void binomial_ofSmallNumbers_hasTheRightProbabilities() {
        Randomness randomness = new Randomness(2);
        int[] seen = new int[11];
        for (int i = 0; i < DRAWS; i++) {
            seen[(int) randomness.binomial(10, 0.3)]++;
        }
        double term = Math.pow(0.7, 10);
        for (int count = 0; count <= 10; count++) {
            assertThat((double) seen[count] / DRAWS).isCloseTo(term, within(6 * Math.sqrt(term / DRAWS) + 1e-9));
            term *= (10 - count) / (count + 1.0) * 0.3 / 0.7;
        }
    }

    @Test
    void extremes_areNoTrap() {
        Randomness randomness = new Randomness(4);

        assertThat(randomness.binomial(0, 0.5)).isZero();
        assertThat(randomness.binomial(7, 0)).isZero();
        assertThat(randomness.binomial(7, 1)).isEqualTo(7);
        assertThat(randomness.binomial(1L << 62, 0.5)).isBetween((1L << 61) - (1L << 35), (1L << 61) + (1L << 35));
    }

    /** So that a verdict given today is given tomorrow too: these are written down. */
    @Test
    void numbers_areTheSameForTheSameSeed_forEver() {
        Randomness randomness = new Randomness(42);

        assertThat(new long[] {
                    randomness.binomial(9, 0.3), randomness.binomial(9, 0.7), randomness.binomial(1_000_000, 0.5)
                })
                .containsExactly(4, 8, 499_775);
    }
}
