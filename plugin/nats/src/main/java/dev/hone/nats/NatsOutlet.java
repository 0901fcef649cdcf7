package dev.hone.nats;

import dev.hone.event.EventTrait;
import dev.hone.event.Message;
import io.nats.client.Connection;
import java.util.Set;

/** A way to hand messages to NATS. */
sealed interface NatsOutlet permits SubjectOutlet, StreamOutlet {
    Set<EventTrait> traits();

    /** Returns when the server has the message. */
    void send(NatsLink link, Message message);

    /** Fails as sending would. */
    void check(Connection connection);
}
