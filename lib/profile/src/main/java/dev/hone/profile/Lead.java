package dev.hone.profile;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What the first of the inputs decides for all the others, who wait until it has been read. */
final class Lead {
    private final boolean normalizing;
    private final CountDownLatch known = new CountDownLatch(1);
    private @Nullable MergedHeader kind;
    private long[] totals = {};

    Lead(boolean normalizing) {
        this.normalizing = normalizing;
    }

    /** Takes over what there is to know of the first profile, of which nothing is kept. */
    void decide(Profile first) {
        totals = normalizing ? Sums.ofTypes(first) : totals;
        kind = new MergedHeader(first);
    }

    /** Lets the others go on, whether the first input was read or refused. */
    void release() {
        known.countDown();
    }

    /** What kind of profile all have to be, unless the first input was refused. */
    Optional<MergedHeader> kind() throws InterruptedException {
        known.await();
        return Optional.ofNullable(kind);
    }

    /** How a later profile counts that by itself has these weights. */
    Weights weights(Profile profile, Weights own) {
        if (!normalizing) {
            return own;
        }
        Objects.requireNonNull(kind, "the first profile is yet to be read").requireSameTypes(profile);
        return Weights.normalizing(profile, totals);
    }
}
