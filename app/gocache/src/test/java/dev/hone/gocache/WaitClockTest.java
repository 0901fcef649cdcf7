package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WaitClockTest {
    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    @Test
    void nobody_waitsNothing() {
        assertThat(new WaitClock().most(99)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 15, 16, 17, 31, 32, 100, 999, 1000, 123_456, 1L << 40, Long.MAX_VALUE / 1000})
    void one_isAsLongAsItWas_toAnEighth(long micros) {
        WaitClock clock = new WaitClock();
        clock.add(micros(micros));
        for (int inHundred : new int[] {1, 50, 99, 100}) {
            assertThat(clock.most(inHundred)).isBetween(micros(micros), micros(micros + micros / 8));
        }
    }

    @Test
    void many_areAsIfTheyWereSorted() {
        WaitClock clock = new WaitClock();
        long[] all = new Random(1).longs(1000, 0, 1_000_000).toArray();
        LongStream.of(all).forEach(micros -> clock.add(micros(micros)));
        long[] sorted = LongStream.of(all).sorted().toArray();
        for (int inHundred : new int[] {1, 50, 90, 99, 100}) {
            long exact = sorted[inHundred * 10 - 1];
            assertThat(clock.most(inHundred)).isBetween(micros(exact), micros(exact + exact / 8 + 1));
        }
    }

    @Test
    void time_thatRanBackwards_isNone() {
        WaitClock clock = new WaitClock();
        clock.add(Duration.ofSeconds(-1));
        assertThat(clock.most(100)).isZero();
    }
}
