package dev.hone.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A call that somebody waits for, but not for ever: when the time is over the call is interrupted, and what it still
 * gives back is disposed of.
 *
 * <p>It has a thread of its own, since not everything that hangs can be interrupted.
 */
final class Overdue<T> {
    private final Consumer<T> disposal;
    private final FutureTask<T> task;
    private final Thread thread;
    private volatile boolean abandoned;

    private Overdue(Callable<T> call, Consumer<T> disposal) {
        this.disposal = disposal;
        this.task = new FutureTask<>(call) {
            @Override
            protected void done() {
                if (abandoned) {
                    dispose();
                }
            }
        };
        this.thread = Thread.ofVirtual().unstarted(task);
    }

    /** Begins a call; {@code disposal} may see what it gave back twice. */
    static <T> Overdue<T> begin(Callable<T> call, Consumer<T> disposal) {
        Overdue<T> begun = new Overdue<>(call, disposal);
        begun.thread.start();
        return begun;
    }

    /** Waits; zero is for as long as it takes. What the call throws is thrown. */
    T within(Duration most, String what) {
        try {
            return most.isZero() ? task.get() : task.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon();
            throw new CacheException(CacheError.REMOTE_LATE, what + " had no answer in " + most.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            abandon();
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.REMOTE_FAILED, what + " was interrupted", e);
        } catch (ExecutionException e) {
            throw failure(what, e);
        }
    }

    private static RuntimeException failure(String what, ExecutionException e) {
        if (e.getCause() instanceof CacheException known) {
            return known;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new CacheException(CacheError.REMOTE_FAILED, what + " failed: " + e.getCause(), e);
    }

    /** What it gave back, if it ends well in so much time; it goes on if not. Zero is for as long as it takes. */
    Optional<T> soon(Duration most) {
        try {
            return Optional.of(most.isZero() ? task.get() : task.get(most.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return Optional.empty();
        }
    }

    /** Whether it has ended. */
    boolean isDone() {
        return task.isDone();
    }

    /** Ends it as soon as may be. */
    void abandon() {
        thread.interrupt();
        leave();
    }

    /** Lets it go on without anybody waiting for what it gives back. */
    void leave() {
        abandoned = true;
        if (task.isDone()) {
            dispose();
        }
    }

    private void dispose() {
        if (task.state() == FutureTask.State.SUCCESS) {
            disposal.accept(task.resultNow());
        }
    }
}
