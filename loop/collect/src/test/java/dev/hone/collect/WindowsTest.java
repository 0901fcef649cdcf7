package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WindowsTest {
    private static final Windows TEN_MINUTES = new Windows(Duration.ofMinutes(10), Duration.ofMinutes(1));

    private static Instant at(String time) {
        return Instant.parse("2026-11-21T" + time + "Z");
    }

    @Test
    void open_isTheEarliestThatNobodyCanHavePulled() {
        assertThat(TEN_MINUTES.open(at("12:05:00"))).isEqualTo(new Window(at("12:00:00"), at("12:10:00")));
        assertThat(TEN_MINUTES.open(at("12:10:59.999"))).isEqualTo(new Window(at("12:00:00"), at("12:10:00")));
        assertThat(TEN_MINUTES.open(at("12:11:00"))).isEqualTo(new Window(at("12:10:00"), at("12:20:00")));
    }

    @Test
    void last_isOverAndSettled() {
        assertThat(TEN_MINUTES.last(at("12:10:59.999"))).isEqualTo(new Window(at("11:50:00"), at("12:00:00")));
        assertThat(TEN_MINUTES.last(at("12:11:00"))).isEqualTo(new Window(at("12:00:00"), at("12:10:00")));
    }

    /** What a process may have pulled before a moment, one that starts at that moment does not pull. */
    @Test
    void windows_ofAnyLengthAtAnyMoment_joinAndAreNotPulledTwice() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Windows windows = new Windows(
                    Duration.ofMillis(1_000 + random.nextInt(100_000_000)),
                    Duration.ofMillis(random.nextInt(1_000_000)));
            Instant now = Instant.ofEpochMilli(random.nextLong(-1_000_000_000_000L, 10_000_000_000_000L));
            Window last = windows.last(now);
            Window open = windows.open(now);

            assertThat(windows.settled(last)).isBeforeOrEqualTo(now);
            assertThat(windows.settled(open)).isAfter(now);
            assertThat(windows.after(last)).isEqualTo(open);
            assertThat(last.end()).isEqualTo(open.start());
        }
    }
}
