package dev.hone.nats;

import dev.hone.base.Sleeper;
import dev.hone.event.Delivery;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads from NATS, and waits while it is away. */
final class NatsReader implements EventReader {
    /** How long one request to the server waits, which is lost when the server goes away. */
    private static final Duration SLICE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** jnats takes no time at all for all the time in the world. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final NatsLink link;
    private final NatsInlet inlet;
    private final Sleeper sleeper;

    NatsReader(NatsLink link, NatsInlet inlet, Sleeper sleeper) {
        this.link = link;
        this.inlet = inlet;
        this.sleeper = sleeper;
    }

    @Override
    public Set<EventTrait> traits() {
        return inlet.traits();
    }

    @Override
    public Optional<Delivery> receive(Duration longest) {
        if (link.isClosed()) {
            throw new EventException(EventError.CLOSED, "the reader was closed");
        }
        try {
            return waiting(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (EventException e) {
            if (e.error() == EventError.INTERRUPTED || link.isClosed()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Delivery> waiting(Duration longest) throws InterruptedException {
        Duration left = longest;
        do {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Duration slice = shorter(left, SLICE);
            try {
                Optional<Delivery> next = inlet.next(link, longer(slice, SHORTEST));
                if (next.isPresent()) {
                    return next;
                }
            } catch (EventException e) {
                if (e.error() != EventError.UNAVAILABLE || !left.isPositive() || link.isClosed()) {
                    throw e;
                }
                slice = shorter(left, PAUSE);
                sleeper.sleep(slice);
            }
            left = left.minus(slice);
        } while (left.isPositive() && !link.isClosed());
        return Optional.empty();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public Health check() {
        return link.check(inlet::check);
    }

    @Override
    public void close() {
        link.close(inlet::giveBack);
    }
}
