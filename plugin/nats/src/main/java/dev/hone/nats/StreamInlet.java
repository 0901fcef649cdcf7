package dev.hone.nats;

import dev.hone.event.Delivery;
import dev.hone.event.EventTrait;
import dev.hone.event.Message;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Pulls from a stream of JetStream, one message at a time, so that no reader sits on what others could deal with. */
final class StreamInlet implements NatsInlet {
    /** Shorter pulls are not worth the way to the server and back. */
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Received> held = ConcurrentHashMap.newKeySet();
    private final String subject;
    private final String queue;
    private @Nullable JetStreamSubscription subscription;

    StreamInlet(String subject, String queue) {
        this.subject = subject;
        this.queue = queue;
    }

    @Override
    public Set<EventTrait> traits() {
        return queue.isEmpty()
                ? EnumSet.of(EventTrait.NACKABLE, EventTrait.ORDERED_BY_KEY, EventTrait.KEYS)
                : EnumSet.allOf(EventTrait.class);
    }

    @Override
    public Optional<Delivery> next(NatsLink link, Duration longest) throws InterruptedException {
        Connection connection = link.connection();
        lock.lockInterruptibly();
        try {
            Duration wait = longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest;
            JetStreamSubscription from = subscribed(connection);
            List<io.nats.client.Message> got = from.fetch(1, wait);
            if (got.isEmpty()) {
                // A pull says nothing when its consumer is gone; this does.
                connection.jetStreamManagement().getConsumerInfo(from.getStreamName(), from.getConsumerName());
                return Optional.empty();
            }
            Received received = new Received(got.getFirst());
            held.add(received);
            return Optional.of(received);
        } catch (JetStreamApiException e) {
            // The consumer may be gone: subscribing again makes it again.
            forget();
            throw Streams.failure(subject, e);
        } catch (IOException | IllegalStateException e) {
            forget();
            throw NatsLink.unavailable(connection, e);
        } finally {
            lock.unlock();
        }
    }

    private JetStreamSubscription subscribed(Connection connection) throws IOException, JetStreamApiException {
        if (subscription == null) {
            String stream = Streams.having(subject, connection);
            String consumer = queue;
            if (queue.isEmpty()) {
                consumer = Streams.newConsumer(stream, subject, connection);
            } else {
                Streams.ensureConsumer(stream, subject, queue, connection);
            }
            subscription = connection.jetStream().subscribe(null, PullSubscribeOptions.bind(stream, consumer));
        }
        return subscription;
    }

    private void forget() {
        JetStreamSubscription before = subscription;
        subscription = null;
        try {
            if (before != null) {
                before.unsubscribe();
            }
        } catch (IllegalStateException e) {
            // It is gone with its connection.
            return;
        }
    }

    @Override
    public void check(Connection connection) {
        Streams.check(connection);
    }

    @Override
    public void giveBack() {
        held.forEach(Received::giveBack);
        if (lock.tryLock()) {
            try {
                giveBackWhatWaits();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A pull that was interrupted may have brought a message that nobody has seen. */
    private void giveBackWhatWaits() {
        try {
            for (var next = waiting(); next != null; next = waiting()) {
                next.nak();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The connection is gone: the server brings it back when its time is over.
            return;
        }
    }

    private io.nats.client.@Nullable Message waiting() throws InterruptedException {
        return subscription == null ? null : subscription.nextMessage(Duration.ofMillis(1));
    }

    /** A message that the stream has until it is told that it was dealt with. */
    private final class Received implements Delivery {
        private final io.nats.client.Message message;
        private final AtomicBoolean dealtWith = new AtomicBoolean();

        Received(io.nats.client.Message message) {
            this.message = message;
        }

        @Override
        public Message message() {
            return KeyHeader.message(message);
        }

        @Override
        public void done() {
            if (!dealtWith.compareAndSet(false, true)) {
                return;
            }
            try {
                message.ackSync(NatsLink.PATIENCE);
                held.remove(this);
            } catch (TimeoutException | IllegalStateException e) {
                failed(e);
            } catch (InterruptedException e) {
                dealtWith.set(false);
                throw NatsLink.interrupted(e);
            }
        }

        private void failed(Exception e) {
            if (message.getConnection().getStatus() == Connection.Status.CLOSED) {
                return;
            }
            dealtWith.set(false);
            throw NatsLink.unavailable(message.getConnection(), e);
        }

        @Override
        public void again() {
            if (dealtWith.compareAndSet(false, true)) {
                held.remove(this);
                long deliveries = Math.clamp(message.metaData().deliveredCount(), 1, 10);
                tell(() -> message.nakWithDelay(FIRST_PAUSE.multipliedBy(1L << (deliveries - 1))));
            }
        }

        void giveBack() {
            if (dealtWith.compareAndSet(false, true)) {
                tell(message::nak);
            }
        }

        private void tell(Runnable word) {
            try {
                word.run();
            } catch (IllegalStateException e) {
                if (message.getConnection().getStatus() != Connection.Status.CLOSED) {
                    throw NatsLink.unavailable(message.getConnection(), e);
                }
            }
        }
    }
}
