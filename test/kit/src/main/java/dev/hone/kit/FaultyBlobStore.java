package dev.hone.kit;

import dev.hone.base.Sleeper;
import dev.hone.blob.Blob;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.ByteRange;
import dev.hone.blob.Content;
import dev.hone.blob.DeleteOutcome;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.blob.Page;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Trait;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A store that fails on purpose. In one thread the same seed makes the same faults; a count tells how many there were. */
public final class FaultyBlobStore implements BlobStore {
    private final BlobStore store;
    private final Sleeper sleeper;
    private final SplittableRandom random;
    private final Deque<String> recent = new ArrayDeque<>();
    private volatile Faults faults;
    private int count;

    private FaultyBlobStore(BlobStore store, Faults faults, long seed, Sleeper sleeper) {
        this.store = store;
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.sleeper = sleeper;
    }

    /** Wraps a store, which stays the caller's to close. */
    public static FaultyBlobStore over(BlobStore store, Faults faults, long seed, Sleeper sleeper) {
        return new FaultyBlobStore(store, faults, seed, sleeper);
    }

    /** From now on other things go wrong. */
    public void change(Faults others) {
        faults = others;
    }

    /** How many faults there were so far. */
    public synchronized int count() {
        return count;
    }

    private synchronized boolean strikes(double chance) {
        boolean strikes = chance > 0 && random.nextDouble() < chance;
        count += strikes ? 1 : 0;
        return strikes;
    }

    private <T> T faulty(String what, Supplier<T> call) {
        Faults now = faults;
        if (strikes(now.slow())) {
            pause(now);
        }
        if (strikes(now.before())) {
            throw new BlobException(BlobError.UNAVAILABLE, what + " failed on purpose, before it was done");
        }
        T result = call.get();
        if (strikes(now.after())) {
            throw new BlobException(BlobError.UNAVAILABLE, what + " failed on purpose, after it was done");
        }
        return result;
    }

    private void pause(Faults now) {
        try {
            sleeper.sleep(now.pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlobException(BlobError.INTERRUPTED, "interrupted while being slow on purpose", e);
        }
    }

    @Override
    public Set<Trait> traits() {
        return store.traits();
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        Optional<Blob> found = faulty("get " + key, () -> store.get(key, range));
        return found.isPresent() && strikes(faults.cut()) ? Optional.of(cut(found.get())) : found;
    }

    private Blob cut(Blob whole) {
        byte[] bytes = whole.bytes(Integer.MAX_VALUE);
        int kept;
        synchronized (this) {
            kept = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        }
        return Blob.of(
                whole.info(),
                new ByteRange.Slice(whole.offset(), whole.length()),
                new ByteArrayInputStream(Arrays.copyOf(bytes, kept)));
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        return faulty("head " + key, () -> store.head(key));
    }

    @Override
    public PutOutcome put(BlobKey key, Content content, PutOptions options) {
        PutOutcome outcome = content.repeatable() || faults.streamsToo()
                ? faulty("put " + key, () -> store.put(key, content, options))
                : store.put(key, content, options);
        remember(key);
        return outcome;
    }

    private synchronized void remember(BlobKey key) {
        recent.addLast(key.value());
        while (recent.size() > faults.late()) {
            recent.removeFirst();
        }
    }

    @Override
    public void delete(BlobKey key) {
        faulty("delete " + key, () -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        return faulty("delete " + key, () -> store.delete(key, version));
    }

    @Override
    public Page list(Listing listing) {
        Page page = faulty("list " + listing.prefix(), () -> store.list(listing));
        List<Entry> known = known(page);
        while (known.isEmpty() && page.more()) {
            page = store.list(listing.after(page.entries().getLast().name()));
            known = known(page);
        }
        return new Page(known, page.more());
    }

    private synchronized List<Entry> known(Page page) {
        List<Entry> known = new ArrayList<>(page.entries());
        known.removeIf(entry -> recent.contains(entry.name()));
        return known;
    }

    @Override
    public Health check() {
        return store.check();
    }

    /** Frees nothing: the wrapped store was handed in. */
    @Override
    public void close() {}
}
