package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Times and periods are found as google/pprof's loop finds them, wherever a list is cut. */
final class ExtremeTest {
    private static final long[] NUMBERS = {0, 0, 1, -1, 2, -2, 7, -7, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final int ROUNDS = 20_000;

    /** The lines of google/pprof. */
    private static long smallest(long[] numbers) {
        long now = 0;
        for (long number : numbers) {
            if (now == 0 || number < now) {
                now = number;
            }
        }
        return now;
    }

    private static long largest(long[] numbers) {
        long now = 0;
        for (long number : numbers) {
            if (now == 0 || now < number) {
                now = number;
            }
        }
        return now;
    }

    /** The numbers in stretches, which are put together in any tree that keeps the order. */
    private static Extreme cut(long[] numbers, int from, int to, boolean largest, Random random) {
        Extreme extreme = largest ? Extreme.largest() : Extreme.smallest();
        if (to - from < 2 || random.nextInt(3) == 0) {
            for (int i = from; i < to; i++) {
                extreme.add(numbers[i]);
            }
            return extreme;
        }
        int middle = from + random.nextInt(to - from + 1);
        extreme.addAll(cut(numbers, from, middle, largest, random));
        extreme.addAll(cut(numbers, middle, to, largest, random));
        return extreme;
    }

    @Test
    void anyCut_givesWhatTheLoopOfPprofGives() {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            long[] numbers = random.ints(random.nextInt(9), 0, NUMBERS.length)
                    .mapToLong(i -> NUMBERS[i])
                    .toArray();
            assertThat(cut(numbers, 0, numbers.length, false, random).value())
                    .as("earliest of %s", numbers)
                    .isEqualTo(smallest(numbers));
            assertThat(cut(numbers, 0, numbers.length, true, random).value())
                    .as("longest of %s", numbers)
                    .isEqualTo(largest(numbers));
        }
    }
}
