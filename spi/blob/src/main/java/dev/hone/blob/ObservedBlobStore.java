package dev.hone.blob;

import dev.hone.blob.BlobListener.Call;
import dev.hone.blob.BlobListener.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells a listener of every call of a store. */
public final class ObservedBlobStore implements BlobStore {
    private final BlobStore store;
    private final BlobListener listener;
    private final LongSupplier nanoClock;

    private ObservedBlobStore(BlobStore store, BlobListener listener, LongSupplier nanoClock) {
        this.store = store;
        this.listener = listener;
        this.nanoClock = nanoClock;
    }

    /** Wraps a store, which stays the caller's to close. */
    public static ObservedBlobStore over(BlobStore store, BlobListener listener, LongSupplier nanoClock) {
        return new ObservedBlobStore(store, listener, nanoClock);
    }

    @Override
    public Set<Trait> traits() {
        return store.traits();
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        long start = nanoClock.getAsLong();
        Optional<Blob> blob = failuresTold(Operation.GET, start, () -> store.get(key, range));
        tell(Operation.GET, found(blob.isPresent()), blob.map(Blob::length).orElse(0L), start);
        return blob;
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        return told(Operation.HEAD, () -> store.head(key), info -> found(info.isPresent()));
    }

    /** Tells nobody: this is no call yet, and what others send is not seen here. */
    @Override
    public Optional<BlobAddress> address(BlobKey key) {
        return store.address(key);
    }

    @Override
    public Optional<BlobAddress> putAddress(BlobKey key, PutOptions options, long length, String sha256) {
        return store.putAddress(key, options, length, sha256);
    }

    @Override
    public PutOutcome put(BlobKey key, Content content, PutOptions options) {
        long start = nanoClock.getAsLong();
        PutOutcome outcome = failuresTold(Operation.PUT, start, () -> store.put(key, content, options));
        switch (outcome) {
            case PutOutcome.Stored stored -> tell(Operation.PUT, "ok", content.length(), start);
            case PutOutcome.Conflict conflict -> tell(Operation.PUT, "conflict", 0, start);
        }
        return outcome;
    }

    @Override
    public void delete(BlobKey key) {
        told(
                Operation.DELETE,
                () -> {
                    store.delete(key);
                    return key;
                },
                done -> "ok");
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        return told(Operation.DELETE, () -> store.delete(key, version), outcome -> switch (outcome) {
            case DeleteOutcome.Deleted deleted -> "ok";
            case DeleteOutcome.Absent absent -> "absent";
            case DeleteOutcome.Conflict conflict -> "conflict";
        });
    }

    @Override
    public Page list(Listing listing) {
        return told(Operation.LIST, () -> store.list(listing), page -> "ok");
    }

    private static String found(boolean there) {
        return there ? "ok" : "absent";
    }

    private <T> T told(Operation operation, Supplier<T> call, Function<T, String> outcome) {
        long start = nanoClock.getAsLong();
        T result = failuresTold(operation, start, call);
        tell(operation, outcome.apply(result), 0, start);
        return result;
    }

    private <T> T failuresTold(Operation operation, long start, Supplier<T> call) {
        try {
            return call.get();
        } catch (BlobException e) {
            tell(operation, e.error().name(), 0, start);
            throw e;
        }
    }

    private void tell(Operation operation, String outcome, long bytes, long start) {
        listener.called(new Call(operation, outcome, bytes, Duration.ofNanos(nanoClock.getAsLong() - start)));
    }

    @Override
    public Health check() {
        return store.check();
    }

    /** Frees nothing: the wrapped store was handed in. */
    @Override
    public void close() {}
}
