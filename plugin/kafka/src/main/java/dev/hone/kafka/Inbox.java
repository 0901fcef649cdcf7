package dev.hone.kafka;

import dev.hone.event.Delivery;
import dev.hone.event.EventException;
import dev.hone.event.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What lies between the thread that polls Kafka and those that deal with messages. */
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final Map<TopicPartition, Progress> partitions = new HashMap<>();
    private @Nullable EventException failure;
    private boolean closed;

    /** The next message; empty when the time is over or the inbox is closed. */
    Optional<Delivery> next(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && failure == null && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed || (waiting.isEmpty() && failure == null)) {
                return Optional.empty();
            }
            if (waiting.isEmpty()) {
                EventException told = failure;
                failure = null;
                throw told;
            }
            return Optional.of(deliver(waiting.removeFirst()));
        } finally {
            lock.unlock();
        }
    }

    private Delivery deliver(ConsumerRecord<byte[], byte[]> record) {
        Progress progress =
                partitions.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), p -> new Progress());
        return new Received(message(record), progress, progress.delivered(record.offset()));
    }

    private static Message message(ConsumerRecord<byte[], byte[]> record) {
        // Either may be null, whatever its type says: others send records without a key, or without a value.
        byte @Nullable [] key = record.key();
        byte @Nullable [] body = record.value();
        return Message.received(
                key == null ? "" : new String(key, StandardCharsets.UTF_8), body == null ? new byte[0] : body);
    }

    void add(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        lock.lock();
        try {
            failure = null;
            records.forEach(waiting::addLast);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** To be told to whoever waits, once there is nothing else to tell. */
    void fail(EventException e) {
        lock.lock();
        try {
            failure = e;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Of these partitions, those of which no more should come now. */
    Set<TopicPartition> full(Set<TopicPartition> assigned) {
        lock.lock();
        try {
            Set<TopicPartition> full = new HashSet<>(assigned);
            if (waiting.size() < KafkaClients.AT_HAND / 2) {
                full.removeIf(partition -> {
                    Progress progress = partitions.get(partition);
                    return progress == null || !progress.isStuck();
                });
            }
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** What is to be told to Kafka: for each partition with news, the first offset that was not dealt with. */
    Map<TopicPartition, OffsetAndMetadata> news() {
        lock.lock();
        try {
            Map<TopicPartition, OffsetAndMetadata> news = new HashMap<>();
            partitions.forEach((partition, progress) ->
                    progress.news().ifPresent(offset -> news.put(partition, new OffsetAndMetadata(offset))));
            return news;
        } finally {
            lock.unlock();
        }
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        lock.lock();
        try {
            offsets.forEach((partition, offset) -> {
                Progress progress = partitions.get(partition);
                if (progress != null) {
                    progress.committed(offset.offset());
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Forgets partitions that somebody else reads from now on, and what waits of them. */
    void drop(Collection<TopicPartition> gone) {
        lock.lock();
        try {
            waiting.removeIf(record -> gone.contains(new TopicPartition(record.topic(), record.partition())));
            gone.forEach(partitions::remove);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A message of a partition; what is said of it after the partition has gone to somebody else counts for nothing. */
    private final class Received implements Delivery {
        private final Message message;
        private final Progress progress;
        private final Progress.Step step;
        private boolean dealtWith;

        Received(Message message, Progress progress, Progress.Step step) {
            this.message = message;
            this.progress = progress;
            this.step = step;
        }

        @Override
        public Message message() {
            return message;
        }

        @Override
        public void done() {
            lock.lock();
            try {
                if (!dealtWith) {
                    dealtWith = true;
                    progress.done(step);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void again() {
            lock.lock();
            try {
                if (!dealtWith) {
                    dealtWith = true;
                    progress.refused(step);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
