package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<String> ran = new ArrayList<>();

    private static Side side(String name) {
        return new Side(name, List.of(name), Path.of("."));
    }

    private Sample run(Side side) {
        ran.add(side.name());
        return new Sample(ran.size(), 0);
    }

    @Test
    void run_everyRound_hasEverySideOnceAndTurnsTheOrder() {
        new Rounds(0, 3).run(List.of(side("a"), side("b"), side("c")), this::run, Progress.NONE);
        assertThat(ran).containsExactly("a", "b", "c", "c", "b", "a", "a", "b", "c");
    }

    @Test
    void run_evenRounds_putsEverySideFirstAsOftenAsLast() {
        new Rounds(0, 10).run(List.of(side("a"), side("b")), this::run, Progress.NONE);
        List<String> first = new ArrayList<>();
        for (int i = 0; i < ran.size(); i += 2) {
            first.add(ran.get(i));
        }
        assertThat(first).filteredOn("a"::equals).hasSize(5);
        assertThat(first).filteredOn("b"::equals).hasSize(5);
    }

    @Test
    void run_discardedRounds_areRunAndNotCounted() {
        List<Series> series = new Rounds(2, 3).run(List.of(side("a"), side("b")), this::run, Progress.NONE);
        assertThat(ran).hasSize(10);
        assertThat(series).extracting(one -> one.side().name()).containsExactly("a", "b");
        assertThat(series.getFirst().nanos()).containsExactly(5, 8, 9);
        assertThat(series.getLast().nanos()).containsExactly(6, 7, 10);
    }

    @Test
    void run_tellsItsProgress() {
        List<Long> steps = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void advance(long done) {
                steps.add(done);
            }

            @Override
            public void close() {}
        };
        new Rounds(1, 2).run(List.of(side("a"), side("b")), this::run, progress);
        assertThat(steps).hasSize(6).containsOnly(1L);
    }

    @Test
    void constructor_noRoundToCount_isRefused() {
        assertThatThrownBy(() -> new Rounds(2, 0)).isInstanceOf(BenchException.class);
        assertThatThrownBy(() -> new Rounds(-1, 1)).isInstanceOf(BenchException.class);
    }
}
