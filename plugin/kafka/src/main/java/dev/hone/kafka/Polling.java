package dev.hone.kafka;

import dev.hone.base.Sleeper;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Polls Kafka, on a thread of its own, for as long as a reader is open.
 *
 * <p>Who does not poll for some minutes is taken for dead and loses its partitions. So this polls on while messages are dealt
 * with, with its partitions paused, and however long that takes the reader stays in its group.
 */
final class Polling implements Runnable {
    /** How long one poll waits; then what was done meanwhile is told to Kafka. */
    private static final Duration POLL = Duration.ofMillis(100);

    /** The same while partitions are paused, which may end at any moment. */
    private static final Duration SHORT_POLL = Duration.ofMillis(20);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Inbox inbox = new Inbox();
    private final KafkaClients clients;
    private final Map<String, Object> group;
    private final List<String> topics;
    private final Sleeper sleeper;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    Polling(KafkaClients clients, Map<String, Object> group, List<String> topics, Sleeper sleeper) {
        this.clients = clients;
        this.group = group;
        this.topics = topics;
        this.sleeper = sleeper;
    }

    Inbox inbox() {
        return inbox;
    }

    @Override
    public void run() {
        try {
            while (!inbox.isClosed()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void step() throws InterruptedException {
        try {
            KafkaConsumer<byte[], byte[]> from = subscribed();
            commit(from);
            Set<TopicPartition> full = inbox.full(from.assignment());
            Set<TopicPartition> open = new HashSet<>(from.assignment());
            open.removeAll(full);
            from.pause(full);
            from.resume(open);
            inbox.add(from.poll(full.isEmpty() ? POLL : SHORT_POLL));
        } catch (KafkaException e) {
            inbox.fail(clients.failure(e));
            sleeper.sleep(PAUSE);
        }
    }

    private KafkaConsumer<byte[], byte[]> subscribed() {
        if (consumer == null) {
            consumer = clients.consumer(group);
            consumer.subscribe(topics, new Handover(consumer));
        }
        return consumer;
    }

    private void commit(KafkaConsumer<byte[], byte[]> to) {
        Map<TopicPartition, OffsetAndMetadata> news = inbox.news();
        if (!news.isEmpty()) {
            to.commitSync(news, KafkaClients.PATIENCE);
            inbox.committed(news);
        }
    }

    /** Tells Kafka what was done, and leaves the group. */
    private void end() {
        if (consumer == null) {
            return;
        }
        try (KafkaConsumer<byte[], byte[]> last = consumer) {
            commit(last);
        } catch (KafkaException e) {
            // What could not be told is delivered again.
            return;
        }
    }

    /** What to do when partitions come and go. */
    private final class Handover implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> from;

        Handover(KafkaConsumer<byte[], byte[]> from) {
            this.from = from;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> gone) {
            try {
                commit(from);
            } catch (KafkaException e) {
                // What could not be told is delivered again, to whoever has the partition next.
                return;
            } finally {
                inbox.drop(gone);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> gone) {
            inbox.drop(gone);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> come) {
            inbox.drop(come);
        }
    }
}
