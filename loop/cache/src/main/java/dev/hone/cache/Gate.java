package dev.hone.cache;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets so many in at a time: half as many after the other side said that it is too much, and slowly more again. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int most;
    private int limit;
    private int inside;
    private int calm;

    Gate(int most) {
        this.most = most;
        this.limit = most;
    }

    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inside >= limit) {
                changed.await();
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody inside was told that it is too much. Those who came in together are told together, and count as one. */
    void tooMuch() {
        lock.lock();
        try {
            limit = Math.max(1, Math.min(limit, Math.max(inside, 1)) / 2);
            calm = 0;
        } finally {
            lock.unlock();
        }
    }

    void wentWell() {
        lock.lock();
        try {
            if (limit < most && ++calm >= limit) {
                limit++;
                calm = 0;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    int limit() {
        lock.lock();
        try {
            return limit;
        } finally {
            lock.unlock();
        }
    }
}
