package dev.hone.nats;

import dev.hone.event.Delivery;
import dev.hone.event.EventTrait;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A way to get messages from NATS. */
sealed interface NatsInlet permits SubjectInlet, StreamInlet {
    Set<EventTrait> traits();

    /**
     * The next message within {@code longest}, or nothing. Subscribes when it is first called.
     *
     * @throws dev.hone.event.EventException also when the connection is down
     */
    Optional<Delivery> next(NatsLink link, Duration longest) throws InterruptedException;

    /** Fails as receiving would. */
    void check(Connection connection);

    /** Gives back what was received and not dealt with, where that is possible. */
    void giveBack();
}
