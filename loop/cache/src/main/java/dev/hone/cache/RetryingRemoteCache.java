package dev.hone.cache;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Repeats what may well work a moment later. Whoever sets a deadline interrupts it. */
final class RetryingRemoteCache extends RemoteGuard {
    private final RemoteCache remote;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    RetryingRemoteCache(RemoteCache remote, Backoff backoff, Sleeper sleeper, RandomGenerator random) {
        super(remote);
        this.remote = remote;
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.random = random;
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        return repeating(() -> remote.get(action));
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        return repeating(() -> remote.put(action, output, existing));
    }

    @Override
    public Optional<ComposedPack> compose(List<ActionId> actions) {
        return repeating(() -> remote.compose(actions));
    }

    private <T> T repeating(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (CacheException e) {
                if (!e.error().mayPass()
                        || attempt == backoff.attempts()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause(attempt + 1, e);
            }
        }
    }

    private void pause(int next, CacheException reason) {
        try {
            sleeper.sleep(backoff.before(next, random));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason.addSuppressed(e);
            throw reason;
        }
    }
}
