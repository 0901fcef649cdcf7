package dev.hone.kafka;

import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sends to a topic of Kafka, and waits until all replicas that are in step have the message. */
final class KafkaWriter implements EventWriter {
    private final ReentrantLock lock = new ReentrantLock();
    private final String topic;
    private final KafkaClients clients;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private boolean closed;

    KafkaWriter(String topic, KafkaClients clients) {
        this.topic = topic;
        this.clients = clients;
    }

    @Override
    public Set<EventTrait> traits() {
        return KafkaScheme.TRAITS;
    }

    @Override
    public void send(Message message) {
        byte @Nullable [] key = message.key().isEmpty() ? null : message.key().getBytes(StandardCharsets.ISO_8859_1);
        try {
            producer().send(new ProducerRecord<>(topic, key, message.body())).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventException(EventError.INTERRUPTED, "interrupted while Kafka was asked", e);
        } catch (ExecutionException e) {
            throw clients.failure(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw clients.failure(e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        lock.lock();
        try {
            if (closed) {
                throw new EventException(EventError.CLOSED, "the writer was closed");
            }
            if (producer == null) {
                producer = clients.producer();
            }
            return producer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Health check() {
        return clients.check();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (producer != null) {
                producer.close(KafkaClients.PATIENCE);
                producer = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
