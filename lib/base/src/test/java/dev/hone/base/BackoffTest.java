package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(5, Duration.ofMillis(10), Duration.ofMillis(70));

    @Test
    void before_theFirstAttempt_isNothing() {
        assertThat(BACKOFF.before(1, top())).isZero();
    }

    @Test
    void before_eachFurtherAttempt_hasACeilingThatDoublesUpToTheLongest() {
        assertThat(IntStream.rangeClosed(2, 6)
                        .mapToObj(next -> BACKOFF.before(next, top()).toMillis()))
                .containsExactly(10L, 20L, 40L, 70L, 70L);
        assertThat(BACKOFF.before(1_000_000, top())).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void before_withChance_staysBelowTheCeilingAndSpreads() {
        RandomGenerator random = new SplittableRandom(7);
        List<Long> waits = IntStream.range(0, 1000)
                .mapToObj(i -> BACKOFF.before(3, random).toNanos())
                .toList();
        assertThat(waits).allMatch(wait -> wait >= 0 && wait < 20_000_000);
        assertThat(waits).anyMatch(wait -> wait < 2_000_000).anyMatch(wait -> wait > 18_000_000);
    }

    @Test
    void backoff_thatMakesNoSense_isRefused() {
        assertThatThrownBy(() -> new Backoff(0, Duration.ZERO, Duration.ZERO)).hasMessageContaining("attempt");
        assertThatThrownBy(() -> new Backoff(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("not a range");
    }

    /** Always draws (nearly) the largest number below one, so that waits are their ceilings. */
    private static RandomGenerator top() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return -1;
            }

            @Override
            public double nextDouble() {
                return 1;
            }
        };
    }
}
