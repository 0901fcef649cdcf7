package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.ByteRange;
import dev.hone.blob.Content;
import dev.hone.blob.DeleteOutcome;
import dev.hone.blob.Listing;
import dev.hone.blob.Page;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Trait;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store whose process dies at one of its calls: before it is done or just after. From then on no call does anything. */
final class MortalBlobStore implements BlobStore {
    private final BlobStore store;
    private final int last;
    private final boolean done;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * A process's view of a store.
     *
     * @param last the number of the call at which it dies, from 1
     * @param done whether that call is still done
     */
    MortalBlobStore(BlobStore store, int last, boolean done) {
        this.store = store;
        this.last = last;
        this.done = done;
    }

    /** The process was killed: no code of it catches this. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;

        Death() {
            super("the process dies here", null, false, false);
        }
    }

    /** How many calls there were. */
    int calls() {
        return calls.get();
    }

    private <T> T mortal(Supplier<T> call) {
        int number = calls.incrementAndGet();
        if (number > last || (number == last && !done)) {
            throw new Death();
        }
        T result = call.get();
        if (number == last) {
            throw new Death();
        }
        return result;
    }

    @Override
    public Set<Trait> traits() {
        return store.traits();
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        return mortal(() -> store.get(key, range));
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        return mortal(() -> store.head(key));
    }

    @Override
    public PutOutcome put(BlobKey key, Content content, PutOptions options) {
        return mortal(() -> store.put(key, content, options));
    }

    @Override
    public void delete(BlobKey key) {
        mortal(() -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        return mortal(() -> store.delete(key, version));
    }

    @Override
    public Page list(Listing listing) {
        return mortal(() -> store.list(listing));
    }

    @Override
    public Health check() {
        return store.check();
    }

    @Override
    public void close() {
        store.close();
    }
}
