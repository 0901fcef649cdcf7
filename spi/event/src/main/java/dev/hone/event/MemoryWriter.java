package dev.hone.event;

import java.util.EnumSet;
import java.util.Set;

/** Sends to a topic in memory. */
final class MemoryWriter implements EventWriter {
    private final MemoryTopic topic;
    private volatile boolean closed;

    MemoryWriter(MemoryTopic topic) {
        this.topic = topic;
    }

    @Override
    public Set<EventTrait> traits() {
        return EnumSet.allOf(EventTrait.class);
    }

    @Override
    public void send(Message message) {
        if (closed) {
            throw new EventException(EventError.CLOSED, "the writer was closed");
        }
        topic.send(message);
    }

    @Override
    public Health check() {
        return Health.GOOD;
    }

    @Override
    public void close() {
        closed = true;
    }
}
