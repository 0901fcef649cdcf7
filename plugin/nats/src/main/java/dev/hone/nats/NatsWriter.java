package dev.hone.nats;

import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.util.Set;

/** Sends to NATS. */
final class NatsWriter implements EventWriter {
    private final NatsLink link;
    private final NatsOutlet outlet;

    NatsWriter(NatsLink link, NatsOutlet outlet) {
        this.link = link;
        this.outlet = outlet;
    }

    @Override
    public Set<EventTrait> traits() {
        return outlet.traits();
    }

    @Override
    public void send(Message message) {
        if (Thread.currentThread().isInterrupted()) {
            throw new EventException(EventError.INTERRUPTED, "interrupted before NATS was asked");
        }
        outlet.send(link, message);
    }

    @Override
    public Health check() {
        return link.check(outlet::check);
    }

    @Override
    public void close() {
        link.close(() -> {});
    }
}
