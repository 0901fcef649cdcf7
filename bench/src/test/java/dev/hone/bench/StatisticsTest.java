package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void median_oddAndEvenCounts_isTheMiddle() {
        assertThat(Statistics.median(3)).isEqualTo(3);
        assertThat(Statistics.median(9, 1, 5)).isEqualTo(5);
        assertThat(Statistics.median(4, 1, 3, 2)).isEqualTo(2.5);
    }

    @Test
    void median_oneRunThatWentWrong_isNotMoved() {
        assertThat(Statistics.median(10, 11, 12, 1_000_000, 10)).isEqualTo(11);
    }

    @Test
    void quantile_isTheNearestRank() {
        double[] values = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
        assertThat(Statistics.quantile(0, values)).isEqualTo(10);
        assertThat(Statistics.quantile(0.5, values)).isEqualTo(50);
        assertThat(Statistics.quantile(0.9, values)).isEqualTo(90);
        assertThat(Statistics.quantile(0.91, values)).isEqualTo(100);
        assertThat(Statistics.quantile(1, values)).isEqualTo(100);
    }

    @Test
    void quantile_ofOneValue_isThatValue() {
        assertThat(Statistics.quantile(0.9, 7)).isEqualTo(7);
    }

    @Test
    void median_leavesItsValuesInOrder() {
        double[] values = {3, 1, 2};
        assertThat(Statistics.median(values)).isEqualTo(2);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void median_ofNothing_isRefused() {
        assertThatThrownBy(Statistics::median).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ratio_ofConstantTimes_hasNoWidth() {
        double[] above = {6, 6, 6};
        double[] below = {2, 2, 2};
        assertThat(Statistics.ratio(above, below, new Random(1))).isEqualTo(new Statistics.Ratio(3, 3, 3));
    }

    @Test
    void ratio_roundsThatWereSlowForBoth_doNotWidenTheInterval() {
        double[] below = {1, 5, 2, 9, 1, 7, 3, 4, 2, 6, 8};
        double[] above = Arrays.stream(below).map(value -> 2 * value).toArray();
        assertThat(Statistics.ratio(above, below, new Random(1))).isEqualTo(new Statistics.Ratio(2, 2, 2));
    }

    @Test
    void ratio_sameNoiseOnBothSides_holdsOneInItsInterval() {
        Random random = new Random(7);
        double[] above = random.doubles(51, 9, 11).toArray();
        double[] below = random.doubles(51, 9, 11).toArray();
        Statistics.Ratio ratio = Statistics.ratio(above, below, new Random(1));
        assertThat(ratio.low()).isLessThan(1);
        assertThat(ratio.high()).isGreaterThan(1);
        assertThat(ratio.ratio()).isBetween(ratio.low(), ratio.high()).isCloseTo(1, within(0.1));
    }

    /** Draws from two known distributions a hundred times: about 95 intervals must hold the true ratio. */
    @Test
    void ratio_manyComparisons_holdTheTruthAboutAsOftenAsTheySay() {
        Random random = new Random(11);
        int held = 0;
        for (int i = 0; i < 100; i++) {
            double[] above = random.doubles(31, 18, 22).toArray();
            double[] below = random.doubles(31, 9, 11).toArray();
            Statistics.Ratio ratio = Statistics.ratio(above, below, random);
            held += ratio.low() <= 2 && 2 <= ratio.high() ? 1 : 0;
        }
        assertThat(held).isBetween(88, 100);
    }

    @Test
    void ratio_sameSeed_isTheSame() {
        double[] above = {1, 5, 2, 9, 1, 7};
        double[] below = {2, 3, 2, 4, 2, 5};
        assertThat(Statistics.ratio(above, below, new Random(3)))
                .isEqualTo(Statistics.ratio(above, below, new Random(3)));
    }

    @Test
    void ratio_unequalRounds_isRefused() {
        double[] two = {1, 2};
        assertThatThrownBy(() -> Statistics.ratio(two, new double[] {1}, new Random(1)))
                .hasMessage("2 rounds against 1");
    }
}
