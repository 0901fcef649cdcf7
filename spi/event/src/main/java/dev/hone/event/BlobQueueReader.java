package dev.hone.event;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Reads a queue on a blob store, and looks again and again while there is nothing. */
final class BlobQueueReader implements EventReader {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Leased> held = ConcurrentHashMap.newKeySet();
    private final BlobQueue queue;
    private final BlobQueueSettings settings;
    private final EventSurroundings surroundings;
    private volatile boolean closed;

    BlobQueueReader(BlobQueue queue, BlobQueueSettings settings, EventSurroundings surroundings) {
        this.queue = queue;
        this.settings = settings;
        this.surroundings = surroundings;
    }

    @Override
    public Set<EventTrait> traits() {
        return BlobQueueScheme.TRAITS;
    }

    @Override
    public Optional<Delivery> receive(Duration longest) {
        if (closed) {
            throw new EventException(EventError.CLOSED, "the reader was closed");
        }
        try {
            return waiting(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (EventException e) {
            if (e.error() == EventError.INTERRUPTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Delivery> waiting(Duration longest) throws InterruptedException {
        Duration left = longest;
        while (!closed) {
            Optional<Delivery> delivery = next();
            if (delivery.isPresent() || !left.isPositive()) {
                return delivery;
            }
            // Half of it to all of it, so that readers do not look at the same moment for ever.
            Duration pause = settings.poll().dividedBy(2).plusNanos((long)
                    (settings.poll().toNanos() / 2.0 * surroundings.random().nextDouble()));
            Duration wait = pause.compareTo(left) < 0 ? pause : left;
            surroundings.sleeper().sleep(wait);
            left = left.minus(wait);
        }
        return Optional.empty();
    }

    private Optional<Delivery> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<Leased> next = BlobFailures.translated(queue::take).map(Leased::new);
            next.ifPresent(held::add);
            if (closed) {
                next.ifPresent(Leased::giveBack);
                return Optional.empty();
            }
            return next.map(delivery -> delivery);
        } finally {
            lock.unlock();
        }
    }

    /** A message that this reader holds. */
    private final class Leased implements Delivery {
        private final BlobQueue.Taken taken;
        private final AtomicBoolean dealtWith = new AtomicBoolean();

        Leased(BlobQueue.Taken taken) {
            this.taken = taken;
        }

        @Override
        public Message message() {
            return taken.message();
        }

        @Override
        public void done() {
            if (dealtWith.compareAndSet(false, true)) {
                try {
                    BlobFailures.translated(() -> {
                        queue.delete(taken.id());
                        return taken;
                    });
                } catch (EventException e) {
                    dealtWith.set(false);
                    throw e;
                }
                held.remove(this);
            }
        }

        @Override
        public void again() {
            if (dealtWith.compareAndSet(false, true)) {
                held.remove(this);
                BlobFailures.translated(() -> {
                    queue.again(taken);
                    return taken;
                });
            }
        }

        void giveBack() {
            held.remove(this);
            queue.giveBack(taken);
        }
    }

    @Override
    public Health check() {
        return queue.check();
    }

    /** Gives back what is held; whoever waits in {@link #receive} comes back when it looks next. */
    @Override
    public void close() {
        closed = true;
        held.forEach(Leased::giveBack);
    }
}
