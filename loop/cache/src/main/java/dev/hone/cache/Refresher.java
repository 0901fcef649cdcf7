package dev.hone.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Stores results that are used once more as they are, when they were last stored long ago: then a store's own times say when
 * something was last used, for whoever makes room in it. A few at a time, beside those who wait for an answer.
 */
final class Refresher {
    private static final int AT_ONCE = 4;

    /** For a store that is somebody else's. */
    static final Refresher NONE = new Refresher(
            scope -> {
                throw new IllegalStateException("nothing is refreshed");
            },
            Duration.ZERO,
            () -> Instant.EPOCH);

    private final Function<CacheScope, BlobRemoteCache> remotes;
    private final Duration after;
    private final InstantSource clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Makes one.
     *
     * @param after how long ago something must have been stored; zero for never
     */
    Refresher(Function<CacheScope, BlobRemoteCache> remotes, Duration after, InstantSource clock) {
        this.remotes = remotes;
        this.after = after;
        this.clock = clock;
    }

    /** Somebody was given this. What there is no room for now is refreshed when it is used the next time. */
    void used(CacheScope scope, ActionId action, RemoteObject object) {
        if (after.isZero() || object.touched().plus(after).isAfter(clock.instant())) {
            return;
        }
        String key = scope.prefix() + action.hex();
        if (underWay.size() < AT_ONCE && underWay.add(key)) {
            Thread.ofVirtual().start(() -> refresh(scope, action, key));
        }
    }

    private void refresh(CacheScope scope, ActionId action, String key) {
        try {
            remotes.apply(scope).refresh(action);
        } catch (CacheException e) {
            // It is as old as before, and will be refreshed when it is used again.
            return;
        } finally {
            underWay.remove(key);
        }
    }
}
