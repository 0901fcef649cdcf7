package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class LanesTest {
    private final Lanes lanes = new Lanes();

    @Test
    void whatComesOneAfterTheOther_isOnOneLane() {
        assertThat(lanes.of(0, 10)).isOne();
        assertThat(lanes.of(10, 20)).isOne();
        assertThat(lanes.of(25, 30)).isOne();
        assertThat(lanes.count()).isOne();
    }

    @Test
    void whatOverlaps_isOnSeveral_andTheFirstThatIsFreeIsTaken() {
        assertThat(lanes.of(0, 100)).isOne();
        assertThat(lanes.of(1, 5)).isEqualTo(2);
        assertThat(lanes.of(2, 50)).isEqualTo(3);
        assertThat(lanes.of(6, 7)).isEqualTo(2);
        assertThat(lanes.of(200, 201)).isOne();
        assertThat(lanes.count()).isEqualTo(3);
    }

    @Test
    void whatTakesNoTime_isBesideAnotherOfTheSameMoment() {
        assertThat(lanes.of(5, 5)).isOne();
        assertThat(lanes.of(5, 5)).isEqualTo(2);
        assertThat(lanes.of(6, 6)).isOne();
    }

    @Test
    void whatIsRandom_neverOverlaps_andHasNoMoreLanesThanAreNeeded() {
        Random random = new Random(1);
        long[] begun = random.longs(2_000, 0, 5_000).sorted().toArray();
        long[] until = new long[2_001];
        long[] ends = new long[begun.length];
        int most = 0;
        for (int i = 0; i < begun.length; i++) {
            long now = begun[i];
            ends[i] = now + 1 + random.nextInt(40);
            int lane = lanes.of(now, ends[i]);
            assertThat(until[lane]).isLessThanOrEqualTo(now);
            until[lane] = ends[i];
            most = Math.max(most, (int)
                    Arrays.stream(ends, 0, i + 1).filter(end -> end > now).count());
        }
        assertThat(lanes.count()).isEqualTo(most);
    }

    /** As many as a hostile file has, all at the same time. */
    @Test
    @Timeout(20)
    void whatAllOverlaps_takesNoTimeToSpeakOf() {
        for (int i = 0; i < BuildTrace.MOST; i++) {
            lanes.of(i, Duration.ofDays(1).toNanos() - i);
        }
        assertThat(lanes.count()).isEqualTo(BuildTrace.MOST);
    }
}
