package dev.hone.nats;

import dev.hone.event.EventError;
import dev.hone.event.EventException;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Finds or makes what JetStream needs to keep the messages of a subject. */
final class Streams {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration ACK_WAIT = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);
    private static final int MOST_DELIVERIES = 10;
    private static final int NO_SUCH_CONSUMER = 10014;
    private static final int INSUFFICIENT_RESOURCES = 10023;
    private static final int NOT_ENABLED = 10076;
    private static final int NOT_ENABLED_FOR_ACCOUNT = 10039;

    private Streams() {}

    /** The name of the stream that has a subject. One that is made keeps messages for seven days, in files. */
    static String having(String subject, Connection connection) throws IOException, JetStreamApiException {
        JetStreamManagement management = connection.jetStreamManagement();
        List<String> names = management.getStreamNames(subject);
        if (!names.isEmpty()) {
            return names.getFirst();
        }
        String name = subject.replaceAll("[^A-Za-z0-9_-]", "_");
        management.addStream(StreamConfiguration.builder()
                .name(name)
                .subjects(subject)
                .maxAge(KEPT)
                .build());
        return name;
    }

    /** Makes the durable consumer of a queue unless it is there. What is there stays as somebody set it up. */
    static void ensureConsumer(String stream, String subject, String queue, Connection connection)
            throws IOException, JetStreamApiException {
        JetStreamManagement management = connection.jetStreamManagement();
        try {
            management.getConsumerInfo(stream, queue);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NO_SUCH_CONSUMER) {
                throw e;
            }
            management.addOrUpdateConsumer(
                    stream, consumer(subject).durable(queue).build());
        }
    }

    /** Makes a consumer for one reader alone, of what is sent from now on; it goes some time after the reader. */
    static String newConsumer(String stream, String subject, Connection connection)
            throws IOException, JetStreamApiException {
        ConsumerConfiguration configuration = consumer(subject)
                .deliverPolicy(DeliverPolicy.New)
                .inactiveThreshold(FORGOTTEN)
                .build();
        return connection
                .jetStreamManagement()
                .addOrUpdateConsumer(stream, configuration)
                .getName();
    }

    private static ConsumerConfiguration.Builder consumer(String subject) {
        return ConsumerConfiguration.builder()
                .filterSubject(subject)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(ACK_WAIT)
                .maxDeliver(MOST_DELIVERIES);
    }

    static EventException failure(String subject, JetStreamApiException e) {
        EventError error = switch (e.getApiErrorCode()) {
            case NOT_ENABLED, NOT_ENABLED_FOR_ACCOUNT -> EventError.MISCONFIGURED;
            case INSUFFICIENT_RESOURCES -> EventError.FULL;
            default -> e.getErrorCode() == 400 ? EventError.MISCONFIGURED : EventError.UNAVAILABLE;
        };
        return new EventException(error, "JetStream, subject " + subject + ": " + e.getMessage(), e);
    }

    static void check(Connection connection) {
        try {
            connection.jetStreamManagement().getAccountStatistics();
        } catch (JetStreamApiException e) {
            throw new EventException(EventError.MISCONFIGURED, "JetStream: " + e.getMessage(), e);
        } catch (IOException | IllegalStateException e) {
            throw NatsLink.unavailable(connection, e);
        }
    }
}
