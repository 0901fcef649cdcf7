package dev.hone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Progress progress = new Progress();

    private List<Progress.Step> delivered(long from, int count) {
        List<Progress.Step> steps = new ArrayList<>();
        for (long offset = from; offset < from + count; offset++) {
            steps.add(progress.delivered(offset));
        }
        return steps;
    }

    @Test
    void news_ofWhatIsDoneOutOfOrder_waitsForWhatIsBefore() {
        List<Progress.Step> steps = delivered(7, 3);
        progress.done(steps.get(2));
        progress.done(steps.get(1));
        assertThat(progress.news()).isEmpty();
        progress.done(steps.get(0));
        assertThat(progress.news()).hasValue(10);
        progress.committed(10);
        assertThat(progress.news()).isEmpty();
    }

    @Test
    void news_overGapsInOffsets_isTheNextOffset() {
        progress.done(progress.delivered(3));
        Progress.Step later = progress.delivered(9);
        assertThat(progress.news()).hasValue(4);
        progress.done(later);
        assertThat(progress.news()).hasValue(10);
    }

    @Test
    void refused_holdsBackForAWhileAndIsThenGivenUp() {
        Progress.Step poison = progress.delivered(0);
        progress.refused(poison);
        for (Progress.Step step : delivered(1, Progress.MOST_BEHIND - 1)) {
            progress.done(step);
        }
        assertThat(progress.news()).isEqualTo(OptionalLong.empty());
        progress.done(progress.delivered(Progress.MOST_BEHIND));
        assertThat(progress.news()).hasValue(Progress.MOST_BEHIND + 1);
    }

    @Test
    void isStuck_whenSomebodyNeverSaysAnything() {
        List<Progress.Step> steps = delivered(0, 2 * Progress.MOST_BEHIND);
        steps.subList(1, steps.size()).forEach(progress::done);
        assertThat(progress.isStuck()).isFalse();
        delivered(steps.size(), 1);
        assertThat(progress.isStuck()).isTrue();
        assertThat(progress.news()).isEmpty();
        progress.done(steps.getFirst());
        assertThat(progress.isStuck()).isFalse();
    }
}
