package dev.hone.event;

import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Sends to a queue on a blob store: puts a blob for each message, named so that listings have the oldest first. */
final class BlobQueueWriter implements EventWriter {
    private final BlobStore store;
    private final QueueKeys keys;
    private final EventSurroundings surroundings;
    private final AtomicLong last = new AtomicLong();
    private volatile boolean closed;

    BlobQueueWriter(BlobStore store, QueueKeys keys, EventSurroundings surroundings) {
        this.store = store;
        this.keys = keys;
        this.surroundings = surroundings;
    }

    @Override
    public Set<EventTrait> traits() {
        return BlobQueueScheme.TRAITS;
    }

    @Override
    public void send(Message message) {
        if (closed) {
            throw new EventException(EventError.CLOSED, "the writer was closed");
        }
        Content content = Content.of(StoredMessage.bytes(message));
        // Whether it is stored or was there already, after a retry that nobody noticed: it is there.
        BlobFailures.translated(() -> store.put(keys.message(id()), content, PutOptions.IF_ABSENT));
    }

    private String id() {
        long micros = Math.multiplyExact(Math.max(0, surroundings.clock().millis()), 1000L);
        long next = last.updateAndGet(before -> Math.max(before + 1, micros));
        return "%016d-%016x".formatted(next, surroundings.random().nextLong());
    }

    @Override
    public Health check() {
        return store.check();
    }

    @Override
    public void close() {
        closed = true;
    }
}
