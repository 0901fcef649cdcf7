package dev.hone.event;

import dev.hone.base.Component;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A queue in memory: messages that wait, and messages that were delivered and come again unless they are done in time. */
final class MemoryQueue {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 9;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Held> ready = new ArrayDeque<>();
    private final TreeSet<Held> hidden = new TreeSet<>(
            Comparator.<Held, Instant>comparing(held -> held.until).thenComparingLong(held -> held.number));
    private final MemorySettings settings;
    private final InstantSource clock;
    private long sent;

    MemoryQueue(MemorySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A message of the queue, in {@code ready}, in {@code hidden}, or done. */
    private static final class Held {
        private final Message message;
        private final long number;
        private Instant until = Instant.MIN;
        private int deliveries;
        private @Nullable MemoryReader reader;

        Held(Message message, long number) {
            this.message = message;
            this.number = number;
        }
    }

    boolean isFull() {
        lock.lock();
        try {
            return ready.size() + hidden.size() >= settings.capacity();
        } finally {
            lock.unlock();
        }
    }

    void add(Message message) {
        lock.lock();
        try {
            ready.addLast(new Held(message, sent++));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a message as long as the reader is open. */
    Optional<Delivery> receive(Duration longest, MemoryReader reader) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (!reader.isClosed()) {
                Instant now = clock.instant();
                show(now);
                if (!ready.isEmpty()) {
                    return Optional.of(deliver(ready.removeFirst(), now, reader));
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                long wait = Math.min(left, untilNext(now));
                left -= wait - changed.awaitNanos(wait);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** What was hidden long enough waits again. If the clock went back, what would be hidden for too long does too. */
    private void show(Instant now) {
        Instant latest = now.plus(settings.ackDeadline()).plus(pause(Integer.MAX_VALUE));
        while (!hidden.isEmpty() && !hidden.first().until.isAfter(now)) {
            ready.addLast(hidden.pollFirst());
        }
        while (!hidden.isEmpty() && hidden.last().until.isAfter(latest)) {
            ready.addLast(hidden.pollLast());
        }
    }

    private long untilNext(Instant now) {
        return hidden.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(1, Duration.between(now, hidden.first().until).toNanos());
    }

    private Delivery deliver(Held held, Instant now, MemoryReader reader) {
        held.deliveries++;
        held.reader = reader;
        hide(held, now.plus(settings.ackDeadline()));
        return new Delivered(held, held.deliveries);
    }

    private void hide(Held held, Instant until) {
        held.until = until;
        hidden.add(held);
    }

    private static Duration pause(int deliveries) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(deliveries - 1, MOST_DOUBLINGS));
    }

    /** Gives back what a reader holds: it waits again, ahead of what came later. */
    void release(MemoryReader reader) {
        lock.lock();
        try {
            List<Held> its =
                    hidden.stream().filter(held -> held.reader == reader).toList();
            its.forEach(held -> {
                hidden.remove(held);
                held.reader = null;
            });
            its.stream()
                    .sorted(Comparator.<Held>comparingLong(held -> held.number).reversed())
                    .forEach(ready::addFirst);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One delivery of a message; there may be a later one of the same. */
    private final class Delivered implements Delivery {
        private final Held held;
        private final int number;

        Delivered(Held held, int number) {
            this.held = held;
            this.number = number;
        }

        @Override
        public Message message() {
            return held.message;
        }

        /** Done is done, even if it is late and the message waits again or is with somebody else. */
        @Override
        public void done() {
            lock.lock();
            try {
                if (!hidden.remove(held)) {
                    ready.remove(held);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void again() {
            lock.lock();
            try {
                if (held.deliveries == number && held.reader != null && hidden.remove(held)) {
                    held.reader = null;
                    hide(held, clock.instant().plus(pause(number)));
                    changed.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    Component.Health health() {
        return isFull()
                ? Component.Health.bad("the queue in memory is full: nobody reads it, or too slowly")
                : Component.Health.GOOD;
    }
}
