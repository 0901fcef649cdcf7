package dev.hone.blob;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Repeats what failed and may well work a moment later, waiting longer each time.
 *
 * <p>A conditional put that failed may have been done. Each one carries a word of its own in the metadata, so that a
 * conflict with our own blob is told as the success that it is. A store that keeps no metadata gets such puts only once, and
 * a body that can be read only once is sent only once. Bodies that break off while they are read are not asked for again.
 */
public final class RetryingBlobStore implements BlobStore {
    private final BlobStore store;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    private RetryingBlobStore(BlobStore store, Backoff backoff, Sleeper sleeper, RandomGenerator random) {
        this.store = store;
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Wraps a store, which stays the caller's to close. */
    public static RetryingBlobStore over(BlobStore store, Backoff backoff, Sleeper sleeper, RandomGenerator random) {
        return new RetryingBlobStore(store, backoff, sleeper, random);
    }

    @Override
    public Set<Trait> traits() {
        return store.traits();
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        return repeating(() -> store.get(key, range));
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        return repeating(() -> store.head(key));
    }

    /** Repeats nothing: it asks nobody, and what others send they repeat themselves. */
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
        if (options.condition() instanceof Condition.None) {
            return content.repeatable()
                    ? repeating(() -> store.put(key, content, options))
                    : store.put(key, content, options);
        }
        return traits().contains(Trait.METADATA)
                ? new ConditionalPut(key, content, options).run()
                : store.put(key, content, options);
    }

    /** A put that knows its own blob again. */
    private final class ConditionalPut {
        private final BlobKey key;
        private final Content content;
        private final PutOptions options;
        private final String token;
        private boolean mayBeDone;

        ConditionalPut(BlobKey key, Content content, PutOptions options) {
            this.key = key;
            this.content = content;
            this.token =
                    options.metadata().token().orElseGet(() -> HexFormat.of().toHexDigits(random.nextLong()));
            this.options = options.with(options.metadata().withToken(token));
        }

        PutOutcome run() {
            return content.repeatable() ? repeating(this::once) : once();
        }

        private PutOutcome once() {
            try {
                PutOutcome outcome = store.put(key, content, options);
                return mayBeDone && outcome instanceof PutOutcome.Conflict ? ours().orElse(outcome) : outcome;
            } catch (BlobException e) {
                mayBeDone |= e.error().retryable();
                if (!content.repeatable() && mayBeDone) {
                    return repeating(this::ours).orElseThrow(() -> e);
                }
                throw e;
            }
        }

        private Optional<PutOutcome> ours() {
            return store.head(key).flatMap(info -> info.outcomeOf(token));
        }
    }

    @Override
    public void delete(BlobKey key) {
        repeating(() -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        return repeating(() -> store.delete(key, version));
    }

    @Override
    public Page list(Listing listing) {
        return repeating(() -> store.list(listing));
    }

    private <T> T repeating(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (BlobException e) {
                if (!e.error().retryable() || attempt == backoff.attempts()) {
                    throw e;
                }
                Waits.before(attempt + 1, backoff, sleeper, random);
            }
        }
    }

    @Override
    public Health check() {
        return store.check();
    }

    /** Frees nothing: the wrapped store was handed in. */
    @Override
    public void close() {}
}
