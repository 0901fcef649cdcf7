package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReadAheadTest {
    @Test
    void results_comeInOrder_andNoMoreThanAllowedWait() {
        AtomicInteger started = new AtomicInteger();
        List<Integer> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            ReadAhead<Integer, Integer> ahead = new ReadAhead<>(
                    IntStream.range(0, 500).iterator(),
                    number -> {
                        started.incrementAndGet();
                        return number * number;
                    },
                    executor,
                    8);
            while (ahead.hasNext()) {
                results.add(ahead.next());
                assertThat(started.get()).isLessThanOrEqualTo(results.size() + 8);
            }
        }

        assertThat(results)
                .isEqualTo(IntStream.range(0, 500).map(i -> i * i).boxed().toList());
    }

    @Test
    void failure_comesInItsTurn_asItWasThrown() {
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            ReadAhead<Integer, Integer> ahead =
                    new ReadAhead<>(List.of(1, 0, 2).iterator(), number -> 10 / number, executor, 3);

            assertThat(ahead.next()).isEqualTo(10);
            assertThatThrownBy(ahead::next).isInstanceOf(ArithmeticException.class);
        }
    }
}
