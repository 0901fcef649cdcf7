package dev.hone.kit;

import dev.hone.base.Component;
import dev.hone.event.Delivery;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Switches a bus down and up: while it is down, nothing can be sent, received or reported as done through it. */
public final class Outage {
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean down;

    /** From now on nothing works. */
    public void begin() {
        down = true;
    }

    /** From now on all works again. */
    public void end() {
        down = false;
    }

    /** How many calls were refused so far. */
    public int refusals() {
        return refusals.get();
    }

    private void strike(String what) {
        if (down) {
            refusals.incrementAndGet();
            throw new EventException(EventError.UNAVAILABLE, what + " failed on purpose: the bus is down");
        }
    }

    private Component.Health health(Component part) {
        return down ? Component.Health.bad("the bus is down on purpose") : part.check();
    }

    /** Wraps a writer, which is closed with it. */
    public EventWriter over(EventWriter writer) {
        return new Writer(writer);
    }

    /** Wraps a reader, which is closed with it. */
    public EventReader over(EventReader reader) {
        return new Reader(reader);
    }

    private final class Writer implements EventWriter {
        private final EventWriter writer;

        Writer(EventWriter writer) {
            this.writer = writer;
        }

        @Override
        public Set<EventTrait> traits() {
            return writer.traits();
        }

        @Override
        public void send(Message message) {
            strike("sending");
            writer.send(message);
        }

        @Override
        public Health check() {
            return health(writer);
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    private final class Reader implements EventReader {
        private final EventReader reader;

        Reader(EventReader reader) {
            this.reader = reader;
        }

        @Override
        public Set<EventTrait> traits() {
            return reader.traits();
        }

        @Override
        public Optional<Delivery> receive(Duration longest) {
            strike("receiving");
            return reader.receive(longest).map(Received::new);
        }

        @Override
        public Health check() {
            return health(reader);
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private final class Received implements Delivery {
        private final Delivery delivery;

        Received(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public Message message() {
            return delivery.message();
        }

        @Override
        public void done() {
            strike("reporting as done");
            delivery.done();
        }

        @Override
        public void again() {
            strike("asking for again");
            delivery.again();
        }
    }
}
