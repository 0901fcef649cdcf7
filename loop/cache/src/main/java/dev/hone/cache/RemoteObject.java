package dev.hone.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A result as a shared store gives it: what is said of it, and its bytes to be read once. Nothing of it is proved yet. For
 * one thread, but whoever waits for that thread may close it.
 */
public final class RemoteObject implements AutoCloseable {
    private final RemoteFacts facts;
    private final Instant time;
    private final Instant touched;
    private final InputStream stored;
    private final long length;
    private final @Nullable Errand errand;

    private RemoteObject(
            RemoteFacts facts,
            Instant time,
            Instant touched,
            InputStream stored,
            long length,
            @Nullable Errand errand) {
        this.facts = facts;
        this.time = time;
        this.touched = touched;
        this.stored = stored;
        this.length = length;
        this.errand = errand;
    }

    /**
     * Takes what a store gave.
     *
     * @param time when it was first stored
     * @param touched when it was last stored
     * @param length how many bytes are stored, or -1 where the store does not say
     */
    RemoteObject(RemoteFacts facts, Instant time, Instant touched, InputStream stored, long length) {
        this(facts, time, touched, stored, length, null);
    }

    /** Takes what a porter is bringing. */
    static RemoteObject carried(RemoteFacts facts, Instant time, Instant touched, Errand errand) {
        return new RemoteObject(facts, time, touched, errand.body(), errand.stored(), errand);
    }

    /** Which output it is said to be. */
    public OutputId output() {
        return facts.output();
    }

    /** How many bytes it is said to have, not compressed. */
    public long size() {
        return facts.size();
    }

    /** When it was stored, by the store's clock. */
    public Instant time() {
        return time;
    }

    /** How its bytes are stored. */
    public Encoding encoding() {
        return facts.encoding();
    }

    /** Who says that it is the action's, as {@link Seals} writes it; empty when nobody does. */
    public String signature() {
        return facts.signature();
    }

    /** How many bytes are stored; -1 where the store does not say. */
    public long length() {
        return length;
    }

    /** When it was last stored, be it only because it was used. */
    Instant touched() {
        return touched;
    }

    /** Whether somebody else puts its bytes into a file, so that there are none to be read here. */
    boolean isCarried() {
        return errand != null;
    }

    /** Has its bytes in a file of their own, unpacked and found to be those of its output. */
    Staged land(Incoming incoming, CountedBytes counted) throws IOException {
        if (errand == null) {
            try (InputStream content = content()) {
                return incoming.fetch(content, output(), size());
            }
        }
        incoming.requireSize(size());
        stored.transferTo(OutputStream.nullOutputStream());
        counted.add(errand.received());
        return errand.take(output(), size());
    }

    /** Its bytes as they are stored, for who hands them on. */
    public InputStream stored() {
        return stored;
    }

    /** Its bytes, not compressed. They may be fewer or more than was said. */
    public InputStream content() throws IOException {
        return facts.encoding().decode(stored);
    }

    /** The same with its stored bytes going through something. */
    RemoteObject through(UnaryOperator<InputStream> something) {
        return new RemoteObject(facts, time, touched, something.apply(stored), length, errand);
    }

    /** Gives up what was not read. Never fails. */
    @Override
    public void close() {
        try {
            stored.close();
        } catch (IOException e) {
            // What was not read is not wanted.
            return;
        }
    }
}
