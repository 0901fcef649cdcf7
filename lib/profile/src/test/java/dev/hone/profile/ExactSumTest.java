package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What fits in the end is exact, whatever it was in between and however it was cut. */
final class ExactSumTest {
    private static ExactSum of(long... numbers) {
        ExactSum sum = new ExactSum();
        LongStream.of(numbers).forEach(sum::add);
        return sum;
    }

    @Test
    void sum_ofParts_isWhatFitsOrRefused() {
        Random random = new Random(1);
        int fitting = 0;
        for (int round = 0; round < 2000; round++) {
            long[] numbers = random.longs(random.nextInt(8)).toArray();
            BigInteger exact =
                    LongStream.of(numbers).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
            int cut = random.nextInt(numbers.length + 1);
            ExactSum sum = of(LongStream.of(numbers).limit(cut).toArray());
            sum.addAll(of(LongStream.of(numbers).skip(cut).toArray()));
            if (exact.bitLength() < Long.SIZE) {
                fitting++;
                assertThat(sum.value()).isEqualTo(exact.longValueExact());
            } else {
                assertThatThrownBy(sum::value).hasMessageContaining("64 bits");
            }
        }
        assertThat(fitting).isBetween(100, 1900);
    }
}
