package dev.hone.cache;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** Asks the shared store what nobody waits for, to learn whether waiting is worth it again. For any thread. */
final class Scout implements AutoCloseable {
    /** At the same time; what comes on top of that is not asked. */
    private static final int MOST = 16;

    private final Predicate<ActionId> store;
    private final Semaphore free = new Semaphore(MOST);
    private final ExecutorService asking =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());

    /** One that asks whether the store has the result of an action. */
    Scout(Predicate<ActionId> store) {
        this.store = store;
    }

    /** Asks, and returns at once. */
    void ask(ActionId action, Runnable ifThere) {
        if (!free.tryAcquire()) {
            return;
        }
        try {
            asking.execute(() -> {
                try {
                    if (store.test(action)) {
                        ifThere.run();
                    }
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException e) {
            // The build has ended.
            free.release();
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
