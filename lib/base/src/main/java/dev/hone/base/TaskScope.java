package dev.hone.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks side by side and waits for them, so that none outlives the block it was begun in.
 *
 * <pre>{@code
 * try (TaskScope scope = new TaskScope(Thread.ofVirtual().factory())) {
 *     TaskScope.Fork<Price> ours = scope.fork(() -> price(here));
 *     TaskScope.Fork<Price> theirs = scope.fork(() -> price(there));
 *     scope.join();
 *     return ours.result().minus(theirs.result());
 * }
 * }</pre>
 *
 * <p>The first task that fails interrupts the others, and so do an interrupt of who waits, a deadline and {@link #close}.
 * Whoever is interrupted should end soon: waiting goes on until all have. For use by the thread that made it; the tasks
 * see what happened before they were forked, and the thread what they did once it has joined them.
 */
public final class TaskScope implements AutoCloseable {
    private final ThreadFactory factory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<Thread> unfinished = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean cancelled;

    /** A scope whose tasks get a thread each from this factory. */
    public TaskScope(ThreadFactory factory) {
        this.factory = factory;
    }

    /** What a thread of its own does. It ends soon, with the exception or without, when it is interrupted. */
    @FunctionalInterface
    public interface Task<T extends @Nullable Object> {
        T run() throws InterruptedException;
    }

    /** A task that was begun. */
    public static final class Fork<T extends @Nullable Object> {
        private final Task<T> task;
        private @Nullable T result;
        private boolean done;

        private Fork(Task<T> task) {
            this.task = task;
        }

        /** What the task gave back; to be asked after {@link TaskScope#join()}. */
        @SuppressWarnings("NullAway") // null only if the task may give null
        public T result() {
            if (!done) {
                throw new IllegalStateException("the task has not ended well, or nobody waited for it");
            }
            return result;
        }
    }

    /** Begins a task; after a failure or a cancellation it is not run at all. */
    public <T extends @Nullable Object> Fork<T> fork(Task<T> task) {
        Fork<T> fork = new Fork<>(task);
        Thread thread = factory.newThread(() -> run(fork));
        lock.lock();
        try {
            if (!cancelled) {
                // Under the lock, so that whoever cancels finds it either not begun or to be interrupted.
                thread.start();
                unfinished.add(thread);
            }
        } finally {
            lock.unlock();
        }
        return fork;
    }

    private <T extends @Nullable Object> void run(Fork<T> fork) {
        @Nullable Throwable reason = null;
        try {
            fork.result = fork.task.run();
            fork.done = true;
        } catch (InterruptedException e) {
            reason = new CancellationException("a task was interrupted");
        } catch (RuntimeException | Error e) {
            reason = e;
        }
        end(reason);
    }

    private void end(@Nullable Throwable reason) {
        lock.lock();
        try {
            unfinished.remove(Thread.currentThread());
            // What a task says after it was told to stop is no news.
            if (reason != null && !cancelled) {
                failure = reason;
                cancel();
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void cancel() {
        cancelled = true;
        unfinished.forEach(Thread::interrupt);
    }

    /**
     * Waits until all tasks have ended.
     *
     * @throws InterruptedException when this thread was interrupted; the tasks were, too, and have ended
     * @throws RuntimeException what the first failing task ended with, and likewise an {@link Error}
     */
    public void join() throws InterruptedException {
        lock.lock();
        try {
            while (!unfinished.isEmpty()) {
                ended.await();
            }
        } finally {
            close();
            lock.unlock();
        }
        throwFailure();
    }

    /**
     * Waits until all tasks have ended, but only so long.
     *
     * @throws TimeoutException when that was not enough; the tasks were interrupted and have ended
     * @throws InterruptedException as {@link #join()} does, and so for failures
     */
    public void join(Duration most) throws InterruptedException, TimeoutException {
        long left = most.toNanos();
        lock.lock();
        try {
            while (!unfinished.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            if (!unfinished.isEmpty()) {
                throw new TimeoutException(unfinished.size() + " tasks had not ended after " + most);
            }
        } finally {
            close();
            lock.unlock();
        }
        throwFailure();
    }

    private void throwFailure() {
        if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Interrupts the tasks that are left and waits for their end; an interrupt that comes meanwhile is kept for later. */
    @Override
    public void close() {
        lock.lock();
        try {
            cancel();
            while (!unfinished.isEmpty()) {
                ended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
