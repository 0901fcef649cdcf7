package dev.hone.kafka;

import dev.hone.event.Delivery;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads topics of Kafka as one of a group. */
final class KafkaReader implements EventReader {
    private final ReentrantLock lock = new ReentrantLock();
    private final KafkaClients clients;
    private final Polling polling;
    private final ThreadFactory threads;
    private @Nullable Thread thread;

    KafkaReader(KafkaClients clients, Polling polling, ThreadFactory threads) {
        this.clients = clients;
        this.polling = polling;
        this.threads = threads;
    }

    @Override
    public Set<EventTrait> traits() {
        return KafkaScheme.TRAITS;
    }

    @Override
    public Optional<Delivery> receive(Duration longest) {
        begin();
        try {
            return polling.inbox().next(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void begin() {
        lock.lock();
        try {
            if (polling.inbox().isClosed()) {
                throw new EventException(EventError.CLOSED, "the reader was closed");
            }
            if (thread == null) {
                thread = threads.newThread(polling);
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Health check() {
        return clients.check();
    }

    /** Waits until Kafka was told what is done, and that this reader is gone. */
    @Override
    public void close() {
        lock.lock();
        try {
            polling.inbox().close();
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
