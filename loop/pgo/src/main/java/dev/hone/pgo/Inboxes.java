package dev.hone.pgo;

import dev.hone.event.Delivery;
import dev.hone.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Events that wait to be worked on: those of one app in batches one after the other, those of several apps side by side. */
final class Inboxes implements AutoCloseable {
    private static final int MOST_WAITING = 2_000;
    private static final int MOST_AT_ONCE = 16;

    private final Work work;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<AppName, List<Letter>> boxes = new HashMap<>();
    private int waiting;
    private int running;
    private boolean closed;

    Inboxes(Work work, ThreadFactory threads) {
        this.work = work;
        this.threads = threads;
    }

    /** An event and how to say what became of it. */
    record Letter(Event event, Delivery delivery) {}

    /** What is done with the events of an app. */
    @FunctionalInterface
    interface Work {
        void on(AppName app, List<Letter> letters);
    }

    /** Adds an event; waits while there are too many. After closing it is given back. */
    void put(AppName app, Letter letter) {
        lock.lock();
        try {
            while (!closed && (waiting >= MOST_WAITING || (!boxes.containsKey(app) && running >= MOST_AT_ONCE))) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                letter.delivery().again();
                return;
            }
            waiting++;
            boolean idle = !boxes.containsKey(app);
            boxes.computeIfAbsent(app, name -> new ArrayList<>()).add(letter);
            if (idle) {
                running++;
                threads.newThread(() -> empty(app)).start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void empty(AppName app) {
        boolean emptied = false;
        try {
            List<Letter> letters = next(app);
            while (!letters.isEmpty()) {
                try {
                    work.on(app, letters);
                } finally {
                    finished(letters.size());
                }
                letters = next(app);
            }
            emptied = true;
        } finally {
            if (!emptied) {
                abandon(app);
            }
        }
    }

    /** Work ended with an error that nobody expects. The next event of the app begins anew; those that wait come again. */
    private void abandon(AppName app) {
        lock.lock();
        try {
            List<Letter> left = boxes.remove(app);
            waiting -= left == null ? 0 : left.size();
            running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Letter> next(AppName app) {
        lock.lock();
        try {
            List<Letter> letters = boxes.get(app);
            if (letters == null || letters.isEmpty()) {
                boxes.remove(app);
                running--;
                changed.signalAll();
                return List.of();
            }
            boxes.put(app, new ArrayList<>());
            return letters;
        } finally {
            lock.unlock();
        }
    }

    private void finished(int count) {
        lock.lock();
        try {
            waiting -= count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what is being worked on, and takes nothing more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (running > 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
