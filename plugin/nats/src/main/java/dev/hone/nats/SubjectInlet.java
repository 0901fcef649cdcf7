package dev.hone.nats;

import dev.hone.event.Delivery;
import dev.hone.event.EventTrait;
import dev.hone.event.Message;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Listens to a subject: what is sent while nobody listens is gone, and so is what was received. */
final class SubjectInlet implements NatsInlet {
    private final ReentrantLock lock = new ReentrantLock();
    private final String subject;
    private final String queue;
    private @Nullable Subscription subscription;

    SubjectInlet(String subject, String queue) {
        this.subject = subject;
        this.queue = queue;
    }

    @Override
    public Set<EventTrait> traits() {
        Set<EventTrait> traits = EnumSet.of(EventTrait.ORDERED_BY_KEY, EventTrait.KEYS);
        if (!queue.isEmpty()) {
            traits.add(EventTrait.SHARED);
        }
        return traits;
    }

    @Override
    public Optional<Delivery> next(NatsLink link, Duration longest) throws InterruptedException {
        Connection connection = link.connection();
        try {
            return Optional.ofNullable(subscribed(link, connection).nextMessage(longest))
                    .map(message -> new Received(KeyHeader.message(message)));
        } catch (IllegalStateException e) {
            throw NatsLink.unavailable(connection, e);
        }
    }

    private Subscription subscribed(NatsLink link, Connection connection) {
        lock.lock();
        try {
            if (subscription == null) {
                Subscription fresh =
                        queue.isEmpty() ? connection.subscribe(subject) : connection.subscribe(subject, queue);
                subscription = fresh;
                link.flush(connection);
            }
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /** A connection is all that it needs. */
    @Override
    public void check(Connection connection) {}

    /** Core NATS takes nothing back. */
    @Override
    public void giveBack() {}

    /** A message that nobody else has and that nobody wants to hear of again. */
    private record Received(Message message) implements Delivery {
        @Override
        public void done() {}

        @Override
        public void again() {}
    }
}
