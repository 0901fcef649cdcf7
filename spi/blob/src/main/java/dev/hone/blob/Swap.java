package dev.hone.blob;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Changes small blobs that others change too: reads, computes, puts if nobody was faster, and else begins again.
 *
 * <p>Needs {@link Trait#PUT_IF_ABSENT} and {@link Trait#PUT_IF_VERSION}.
 */
public final class Swap {
    private final BlobStore store;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final int mostBytes;

    private Swap(BlobStore store, Backoff backoff, Sleeper sleeper, RandomGenerator random, int mostBytes) {
        this.store = store;
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.random = random;
        this.mostBytes = mostBytes;
    }

    /**
     * A way to change blobs of a store.
     *
     * @param mostBytes the size above which a blob is not read
     */
    public static Swap in(BlobStore store, Backoff backoff, Sleeper sleeper, RandomGenerator random, int mostBytes) {
        return new Swap(store, backoff, sleeper, random, mostBytes);
    }

    /**
     * Replaces a blob by what {@code change} makes of it, and keeps its metadata.
     *
     * @param initial what {@code change} gets when there is no blob
     * @param change called once for each attempt; to leave things as they are, it returns equal bytes. It leaves the array
     *     that it is given alone
     * @return the bytes that were put, or those that were left
     * @throws BlobException {@link BlobError#CONTENDED} when others were faster in every attempt
     */
    public byte[] update(BlobKey key, byte[] initial, UnaryOperator<byte[]> change) {
        for (int attempt = 1; attempt <= backoff.attempts(); attempt++) {
            if (attempt > 1) {
                Waits.before(attempt, backoff, sleeper, random);
            }
            Optional<Blob> found = store.get(key);
            byte[] now = found.isPresent() ? found.get().bytes(mostBytes) : initial;
            byte[] next = change.apply(now);
            if (Arrays.equals(next, now)) {
                return now;
            }
            PutOptions options = found.map(Swap::over).orElse(PutOptions.IF_ABSENT);
            if (store.put(key, Content.of(next), options) instanceof PutOutcome.Stored) {
                return next;
            }
        }
        throw new BlobException(
                BlobError.CONTENDED,
                "'" + key + "' was changed by others in each of " + backoff.attempts() + " attempts; try again");
    }

    private static PutOptions over(Blob blob) {
        return PutOptions.ifVersion(blob.info().version())
                .with(blob.info().metadata().handedOn());
    }
}
