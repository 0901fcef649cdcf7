package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Progress.Task FILES = new Progress.Task("reading", 1000, "files");
    private static final String WIPE = "\r\u001b[K";

    private final List<String> shown = new ArrayList<>();
    private long now = -5_000_000_000L;

    private Progress bar(Progress.Task task) {
        return Progress.bar(task, shown::add, () -> now);
    }

    private Progress lines(Progress.Task task) {
        return Progress.lines(task, shown::add, () -> now);
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @Test
    void bar_firstSecond_isSilent() {
        try (Progress progress = bar(FILES)) {
            passes(Duration.ofMillis(999));
            progress.advance(500);
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void bar_afterASecond_showsHowFarAndHowLongStill() {
        try (Progress progress = bar(FILES)) {
            passes(Duration.ofSeconds(1));
            progress.advance(250);
            assertThat(shown).containsExactly(WIPE + "reading [======                  ] 250 of 1,000 files, 3s left");
        }
    }

    @Test
    void bar_closed_isWiped() {
        Progress progress = bar(FILES);
        passes(Duration.ofSeconds(2));
        progress.advance(1);
        progress.close();
        assertThat(shown).hasSize(2).last().isEqualTo(WIPE);
    }

    @Test
    void bar_manySteps_isDrawnTenTimesASecondAtMost() {
        try (Progress progress = bar(FILES)) {
            passes(Duration.ofSeconds(1));
            for (int i = 0; i < 999; i++) {
                progress.advance(1);
                passes(Duration.ofMillis(1));
            }
        }
        assertThat(shown).hasSize(10 + 1);
    }

    @Test
    void lines_manySteps_areTenSecondsApart() {
        try (Progress progress = lines(FILES)) {
            for (int i = 0; i < 30; i++) {
                passes(Duration.ofSeconds(1));
                progress.advance(10);
            }
        }
        assertThat(shown)
                .containsExactly(
                        "reading 10 of 1,000 files after 1s\n",
                        "reading 110 of 1,000 files after 11s\n",
                        "reading 210 of 1,000 files after 21s\n",
                        "reading 300 of 1,000 files after 30s, done\n");
    }

    @Test
    void lines_shortTask_areSilentToTheEnd() {
        try (Progress progress = lines(FILES)) {
            progress.advance(1000);
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void advance_toTheTotal_leavesTheLastWordToClose() {
        Progress progress = lines(FILES);
        passes(Duration.ofSeconds(5));
        progress.advance(999);
        passes(Duration.ofSeconds(60));
        progress.advance(1);
        assertThat(shown).hasSize(1);
        progress.close();
        assertThat(shown).last().isEqualTo("reading 1,000 of 1,000 files after 65s, done\n");
    }

    @Test
    void close_twice_endsOnce() {
        Progress progress = lines(FILES);
        passes(Duration.ofSeconds(5));
        progress.advance(1);
        progress.close();
        progress.close();
        assertThat(shown).hasSize(2);
    }

    @Test
    void advance_afterClose_showsNothing() {
        Progress progress = bar(FILES);
        progress.close();
        passes(Duration.ofSeconds(5));
        progress.advance(1);
        assertThat(shown).isEmpty();
    }

    @Test
    void advance_beyondTheTotal_neverShowsMoreThanTheTotal() {
        try (Progress progress = lines(FILES)) {
            passes(Duration.ofSeconds(1));
            progress.advance(1);
            progress.advance(5000);
        }
        assertThat(shown).last().isEqualTo("reading 1,000 of 1,000 files after 1s, done\n");
    }

    @Test
    void advance_backwards_neverShowsLessThanNothing() {
        try (Progress progress = bar(FILES)) {
            passes(Duration.ofSeconds(1));
            progress.advance(-100);
        }
        assertThat(shown).first().isEqualTo(WIPE + "reading [                        ] 0 of 1,000 files");
    }

    @Test
    void advance_countsThatOverflow_neverShowLessThanNothing() {
        try (Progress progress = lines(FILES)) {
            passes(Duration.ofSeconds(1));
            progress.advance(1);
            progress.advance(Long.MAX_VALUE);
            progress.advance(Long.MAX_VALUE);
        }
        assertThat(shown).last().asString().startsWith("reading 1,000 of 1,000 files");
    }

    @Test
    void bar_hugeTaskOverDays_hasASensibleTimeLeft() {
        try (Progress progress = bar(new Progress.Task("reading", Long.MAX_VALUE, "bytes"))) {
            passes(Duration.ofDays(30));
            progress.advance(Long.MAX_VALUE / 2);
        }
        assertThat(shown).first().asString().contains("[============ ").endsWith(", 2592000s left");
    }

    @Test
    void bar_emptyTask_showsNothing() {
        try (Progress progress = bar(new Progress.Task("reading", 0, "files"))) {
            passes(Duration.ofSeconds(3));
            progress.advance(0);
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void task_ofNegativeSize_isRefused() {
        assertThatThrownBy(() -> new Progress.Task("reading", -1, "files"))
                .hasMessage("a task has no negative size: -1 files");
    }

    @Test
    void advance_fromManyThreads_countsEachStep() throws InterruptedException {
        Progress progress = lines(new Progress.Task("reading", 100_000, "files"));
        passes(Duration.ofSeconds(1));
        progress.advance(1);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(each -> Thread.startVirtualThread(() -> {
                    start.countDown();
                    IntStream.range(0, 1000).forEach(step -> progress.advance(1));
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        progress.close();
        assertThat(shown).last().asString().startsWith("reading 8,001 of 100,000 files");
    }

    @Test
    void none_whateverHappens_showsNothing() {
        try (Progress progress = Progress.NONE) {
            progress.advance(Long.MIN_VALUE);
        }
        assertThat(shown).isEmpty();
    }
}
