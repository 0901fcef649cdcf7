package dev.hone.nats;

import dev.hone.event.EventTrait;
import dev.hone.event.Message;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Sends to a stream of JetStream, which is made when no stream has the subject. */
final class StreamOutlet implements NatsOutlet {
    private final String subject;
    private volatile boolean streamKnown;

    StreamOutlet(String subject) {
        this.subject = subject;
    }

    @Override
    public Set<EventTrait> traits() {
        return EnumSet.allOf(EventTrait.class);
    }

    @Override
    public void send(NatsLink link, Message message) {
        Connection connection = link.connection();
        try {
            if (!streamKnown) {
                Streams.having(subject, connection);
                streamKnown = true;
            }
            connection.jetStream().publish(subject, KeyHeader.of(message), message.body());
        } catch (JetStreamApiException e) {
            streamKnown = false;
            throw Streams.failure(subject, e);
        } catch (IOException | IllegalStateException e) {
            // A server that lost its streams does not answer: the next attempt makes the stream again.
            streamKnown = false;
            throw NatsLink.unavailable(connection, e);
        }
    }

    @Override
    public void check(Connection connection) {
        Streams.check(connection);
    }
}
