package dev.hone.event;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads a queue in memory. */
final class MemoryReader implements EventReader {
    private static final Set<EventTrait> ALONE =
            EnumSet.of(EventTrait.NACKABLE, EventTrait.ORDERED_BY_KEY, EventTrait.KEYS);

    private final MemoryTopic topic;
    private final MemorySettings settings;
    private final MemoryQueue queue;
    private volatile boolean closed;

    MemoryReader(MemoryTopic topic, MemorySettings settings, EventSurroundings surroundings) {
        this.topic = topic;
        this.settings = settings;
        this.queue = topic.queue(settings, surroundings);
    }

    @Override
    public Set<EventTrait> traits() {
        return settings.queue().isEmpty() ? EnumSet.copyOf(ALONE) : EnumSet.allOf(EventTrait.class);
    }

    @Override
    public Optional<Delivery> receive(Duration longest) {
        if (closed) {
            throw new EventException(EventError.CLOSED, "the reader was closed");
        }
        try {
            return queue.receive(longest, this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Health check() {
        return queue.health();
    }

    @Override
    public void close() {
        closed = true;
        topic.leave(queue);
        queue.release(this);
    }
}
