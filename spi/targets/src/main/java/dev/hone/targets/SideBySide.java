package dev.hone.targets;

import dev.hone.base.TaskScope;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Does the same with each of many, a few at a time, so that who is asked is not asked everything at once. */
public final class SideBySide {
    private static final int AT_ONCE = 8;

    private SideBySide() {}

    /** What is done with one; it ends soon when it is interrupted. */
    @FunctionalInterface
    public interface Step<T> {
        void take(T one) throws InterruptedException;
    }

    /** Returns when all are done, or fails as soon as one does. */
    public static <T> void each(Collection<T> all, Step<T> step) throws InterruptedException {
        Queue<T> left = new ConcurrentLinkedQueue<>(all);
        try (TaskScope scope = new TaskScope(Thread.ofVirtual().factory())) {
            for (int i = 0; i < Math.min(AT_ONCE, all.size()); i++) {
                scope.fork(() -> {
                    for (T one = left.poll(); one != null; one = left.poll()) {
                        step.take(one);
                    }
                    return all;
                });
            }
            scope.join();
        }
    }
}
