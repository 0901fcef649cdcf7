package dev.hone.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What waits for an uploader, in the order it came, and what they are at. */
final class UploadQueue {
    /** How often those who wait look whether there is any sense in it. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Set<ActionId> known = new HashSet<>();
    private final List<ActionId> running = new ArrayList<>();

    /** An action whose output is to be shared, how often that has failed, and the build that is told. */
    record Job(ActionId action, int failures, CacheListener build) {}

    /** Adds one, unless it waits already; whether it did not. */
    boolean add(Job job) {
        lock.lock();
        try {
            boolean fresh = known.add(job.action());
            if (fresh) {
                waiting.addLast(job);
                changed.signalAll();
            }
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** Adds one that was left undone, unless somebody is at it. */
    void addLeft(Job job) {
        lock.lock();
        try {
            if (!running.contains(job.action())) {
                add(job);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next one, when there is one. It counts as running until {@link #end}. */
    Job take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                changed.await();
            }
            Job job = waiting.removeFirst();
            // From here on a newer result of this action has to wait for its own turn.
            known.remove(job.action());
            running.add(job.action());
            return job;
        } finally {
            lock.unlock();
        }
    }

    void end(Job job) {
        lock.lock();
        try {
            running.remove(job.action());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int left() {
        lock.lock();
        try {
            return waiting.size() + running.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is left, but only so long, and only while there is sense in it. */
    void await(Duration most, BooleanSupplier sense) throws InterruptedException {
        long left = most.toNanos();
        lock.lockInterruptibly();
        try {
            while (left > 0 && !(waiting.isEmpty() && running.isEmpty()) && sense.getAsBoolean()) {
                long step = Math.min(left, LOOK.toNanos());
                left -= step - Math.max(0, changed.awaitNanos(step));
            }
        } finally {
            lock.unlock();
        }
    }
}
