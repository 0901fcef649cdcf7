package dev.hone.kafka;

import dev.hone.base.Component.Health;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes Kafka's own clients as we want them, and tells their failures as ours. */
final class KafkaClients {
    /** How long to wait for any answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How many records a reader has at hand; more wait with the broker. */
    static final int AT_HAND = 50;

    private static final int REQUEST_MILLIS = 5_000;
    private static final int METADATA_MILLIS = 30_000;

    private final Map<String, Object> brokers;

    KafkaClients(Map<String, Object> brokers) {
        this.brokers = brokers;
    }

    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(brokers);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> group) {
        Map<String, Object> properties = new HashMap<>(brokers);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_HAND);
        properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
        properties.putAll(group);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether a broker answers. */
    Health check() {
        Map<String, Object> properties = new HashMap<>(brokers);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().nodes().get();
            return Health.GOOD;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.bad("interrupted while Kafka was asked");
        } catch (ExecutionException e) {
            return Health.bad(message(e.getCause() == null ? e : e.getCause()));
        } catch (KafkaException e) {
            return Health.bad(message(e));
        }
    }

    EventException failure(Throwable e) {
        return new EventException(error(e), message(e), e);
    }

    private String message(Throwable e) {
        Throwable reason = e instanceof KafkaException && e.getCause() instanceof ConfigException cause ? cause : e;
        return "Kafka at " + brokers.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) + ": " + reason.getMessage();
    }

    private static EventError error(Throwable e) {
        return switch (e) {
            case AuthenticationException denied -> EventError.DENIED;
            case AuthorizationException denied -> EventError.DENIED;
            case UnknownTopicOrPartitionException absent -> EventError.NO_TOPIC;
            case InvalidTopicException invalid -> EventError.MISCONFIGURED;
            case RecordTooLargeException large -> EventError.TOO_LARGE;
            case InterruptException interrupted -> EventError.INTERRUPTED;
            case ConfigException wrong -> EventError.MISCONFIGURED;
            case KafkaException other when other.getCause() instanceof ConfigException -> EventError.MISCONFIGURED;
            default -> EventError.UNAVAILABLE;
        };
    }
}
