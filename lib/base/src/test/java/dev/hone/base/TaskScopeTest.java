package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class TaskScopeTest {
    private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

    private final AtomicInteger interrupted = new AtomicInteger();

    /** Never ends by itself. */
    private Void waitForever() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
        return null;
    }

    @Test
    void join_ofTasksThatEnd_givesTheirResults() throws InterruptedException {
        try (TaskScope scope = new TaskScope(THREADS)) {
            List<TaskScope.Fork<Integer>> forks = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                forks.add(scope.fork(() -> number * number));
            }
            scope.join();

            assertThat(forks)
                    .extracting(TaskScope.Fork::result)
                    .endsWith(99 * 99)
                    .hasSize(100);
        }
    }

    @Test
    void firstFailure_endsTheOthers_andIsThrownAsItIs() {
        IllegalArgumentException failure = new IllegalArgumentException("no");
        try (TaskScope scope = new TaskScope(THREADS)) {
            scope.fork(this::waitForever);
            scope.fork(this::waitForever);
            scope.fork(() -> {
                throw failure;
            });

            assertThatThrownBy(scope::join).isSameAs(failure);
            assertThat(interrupted.get()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void error_isThrownAsItIs() {
        try (TaskScope scope = new TaskScope(THREADS)) {
            scope.fork(() -> {
                throw new OutOfMemoryError("for a test");
            });

            assertThatThrownBy(scope::join).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void interrupt_ofWhoWaits_endsTheTasks() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        Thread waiting = Thread.ofPlatform().start(() -> {
            try (TaskScope scope = new TaskScope(THREADS)) {
                scope.fork(() -> {
                    begun.countDown();
                    return waitForever();
                });
                scope.join();
            } catch (InterruptedException e) {
                told.incrementAndGet();
            }
        });
        begun.await();

        waiting.interrupt();

        assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
        assertThat(told).hasValue(1);
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void deadline_endsTheTasks_andLetsThroughWhatIsInTime() throws InterruptedException, TimeoutException {
        CountDownLatch begun = new CountDownLatch(1);
        try (TaskScope scope = new TaskScope(THREADS)) {
            scope.fork(() -> {
                begun.countDown();
                return waitForever();
            });
            begun.await();

            assertThatThrownBy(() -> scope.join(Duration.ofMillis(5)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("1 tasks had not ended after PT0.005S");
            assertThat(interrupted).hasValue(1);
        }
        try (TaskScope scope = new TaskScope(THREADS)) {
            TaskScope.Fork<String> fork = scope.fork(() -> "in time");
            scope.join(Duration.ofSeconds(10));

            assertThat(fork.result()).isEqualTo("in time");
        }
    }

    @Test
    void close_withoutJoin_leavesNoTaskBehind() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (TaskScope scope = new TaskScope(THREADS)) {
            scope.fork(() -> {
                begun.countDown();
                return waitForever();
            });
            begun.await();
        }

        assertThat(interrupted).hasValue(1);
    }

    @Test
    void fork_afterAFailure_isNotRun() {
        AtomicInteger ran = new AtomicInteger();
        try (TaskScope scope = new TaskScope(THREADS)) {
            scope.fork(() -> {
                throw new IllegalStateException("first");
            });
            assertThatThrownBy(scope::join).hasMessage("first");

            TaskScope.Fork<Integer> late = scope.fork(ran::incrementAndGet);

            assertThatThrownBy(scope::join).hasMessage("first");
            assertThatThrownBy(late::result).isInstanceOf(IllegalStateException.class);
            assertThat(ran).hasValue(0);
        }
    }
}
