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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store that lets something happen just before a put, or in place of it, and remembers what was put. */
final class HookedStore implements BlobStore {
    private final BlobStore store;
    private final List<String> puts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean struck = new AtomicBoolean();
    private volatile String part = "";
    private volatile boolean conflict;
    private volatile Runnable hook = () -> {};

    HookedStore(BlobStore store) {
        this.store = store;
    }

    /** Runs something once, before the first put whose key has this part. */
    void beforeFirst(String keyPart, Runnable what) {
        hook = what;
        part = keyPart;
    }

    /** Has the first put whose key has this part end in a conflict, whatever is there, as S3 does when others are about to. */
    void conflictFirst(String keyPart) {
        conflict = true;
        part = keyPart;
    }

    /** Whether that came. */
    boolean struck() {
        return struck.get();
    }

    /** The keys that were put, in order. */
    List<String> puts() {
        return List.copyOf(puts);
    }

    @Override
    public Set<Trait> traits() {
        return store.traits();
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        return store.get(key, range);
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        return store.head(key);
    }

    @Override
    public PutOutcome put(BlobKey key, Content content, PutOptions options) {
        puts.add(key.value());
        if (!part.isEmpty() && key.value().contains(part) && struck.compareAndSet(false, true)) {
            hook.run();
            if (conflict) {
                return new PutOutcome.Conflict();
            }
        }
        return store.put(key, content, options);
    }

    @Override
    public void delete(BlobKey key) {
        store.delete(key);
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        return store.delete(key, version);
    }

    @Override
    public Page list(Listing listing) {
        return store.list(listing);
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
