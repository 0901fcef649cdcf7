package dev.hone.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Lets builds wait for a store's very first answer only so long all together, and not each request anew. The request itself
 * goes on: who needs longer to be reached, with credentials to be had first, is used as soon as it answers.
 */
final class FirstContact extends RemoteGuard {
    private final RemoteCache remote;
    private final Breaker breaker;
    private final Duration patience;
    private final LongSupplier nanoClock;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch made = new CountDownLatch(1);
    private volatile long since;

    FirstContact(RemoteCache remote, Breaker breaker, Duration patience, LongSupplier nanoClock) {
        super(remote);
        this.remote = remote;
        this.breaker = breaker;
        this.patience = patience;
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        if (made.getCount() == 0 || patience.isZero()) {
            return remote.get(action);
        }
        if (begun.compareAndSet(false, true)) {
            return first(action);
        }
        if (!isMade()) {
            throw silent();
        }
        return remote.get(action);
    }

    private Optional<RemoteObject> first(ActionId action) {
        since = nanoClock.getAsLong();
        Overdue<Optional<RemoteObject>> call = Overdue.begin(
                () -> {
                    try {
                        return remote.get(action);
                    } finally {
                        made.countDown();
                    }
                },
                late -> late.ifPresent(RemoteObject::close));
        if (isMade()) {
            return call.within(Duration.ZERO, "the shared store");
        }
        call.leave();
        throw silent();
    }

    private CacheException silent() {
        if (Thread.currentThread().isInterrupted()) {
            return new CacheException(CacheError.REMOTE_FAILED, "the shared store was not waited for any more");
        }
        breaker.isSilent();
        return new CacheException(CacheError.REMOTE_LATE, "the shared store has not answered yet");
    }

    private boolean isMade() {
        try {
            return made.await(patience.toNanos() - (nanoClock.getAsLong() - since), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        boolean stored = remote.put(action, output, existing);
        made.countDown();
        return stored;
    }
}
