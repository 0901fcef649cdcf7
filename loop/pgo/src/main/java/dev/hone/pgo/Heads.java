package dev.hone.pgo;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.blob.Blob;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Swap;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The heads of all apps. */
final class Heads {
    private static final int LARGEST = 16 << 20;
    private static final Backoff PATIENT = new Backoff(60, Duration.ofMillis(5), Duration.ofSeconds(1));
    private static final byte[] NOTHING = {};

    private final BlobStore store;
    private final Swap swap;

    Heads(BlobStore store, Sleeper sleeper, RandomGenerator random) {
        this.store = store;
        this.swap = Swap.in(store, PATIENT, sleeper, random, LARGEST);
    }

    /** The state of an app; that of one that is not there is empty. */
    Head of(AppName app) {
        return find(app).orElse(Head.EMPTY);
    }

    Optional<Head> find(AppName app) {
        Optional<Blob> blob = store.get(new AppKeys(app).head());
        return blob.map(found -> read(app, found.bytes(LARGEST)));
    }

    /**
     * Replaces the state by what {@code change} makes of it, however many others do so too.
     *
     * @param change is called once for each attempt; returns what it was given to leave things as they are
     */
    Head change(AppName app, UnaryOperator<Head> change) {
        byte[] stored = swap.update(new AppKeys(app).head(), NOTHING, now -> {
            Head before = read(app, now);
            Head after = change.apply(before);
            return after.equals(before) ? now : Json.state(after.revised());
        });
        return read(app, stored);
    }

    static Head read(AppName app, byte[] stored) {
        if (stored.length == 0) {
            return Head.EMPTY;
        }
        String name = new AppKeys(app).head().value();
        Head head = Json.readState(stored, Head.class, name);
        if (head.format() != Head.FORMAT) {
            throw new PgoException(
                    PgoError.NEWER_FORMAT,
                    "'" + name + "' was written by a newer Hone (format " + head.format() + "); update this one");
        }
        return head;
    }
}
