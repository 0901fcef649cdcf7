package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SleeperTest {
    @Test
    void real_sleeper_waitsAtLeastThatLong() throws InterruptedException {
        long before = System.nanoTime();
        Sleeper.REAL.sleep(Duration.ofMillis(20));
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void real_sleeperOnAnInterruptedThread_throwsAtOnce() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Sleeper.REAL.sleep(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
    }
}
