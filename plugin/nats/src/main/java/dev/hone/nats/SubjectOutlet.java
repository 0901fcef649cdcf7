package dev.hone.nats;

import dev.hone.event.EventTrait;
import dev.hone.event.Message;
import io.nats.client.Connection;
import java.util.Set;

/** Sends to a subject: whoever listens now gets it, nobody else. */
final class SubjectOutlet implements NatsOutlet {
    private final String subject;

    SubjectOutlet(String subject) {
        this.subject = subject;
    }

    @Override
    public Set<EventTrait> traits() {
        return Set.of(EventTrait.ORDERED_BY_KEY, EventTrait.KEYS, EventTrait.SHARED);
    }

    @Override
    public void send(NatsLink link, Message message) {
        Connection connection = link.connection();
        try {
            connection.publish(subject, KeyHeader.of(message), message.body());
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw NatsLink.unavailable(connection, e);
        }
        link.flush(connection);
    }

    /** A connection is all that it needs. */
    @Override
    public void check(Connection connection) {}
}
