package dev.hone.cache;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.cache.RemoteCache.Existing;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What machines share, as builds of this process see it.
 *
 * <pre>
 * fetch ─► Fetcher ──┐                            first contact ─► breaker ─► deadlines ─► limits ─► retries ─► seals ─► store
 *                    ├─► RemoteCache, guarded:  ──┘
 * offer ─► Spool ─► Uploader
 * </pre>
 */
final class RemoteSharedCache implements SharedCache, AutoCloseable {
    private static final Backoff BACKOFF = new Backoff(3, Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final int MOST_GETS = 256;
    private static final int UPLOADERS = 8;

    private final SharedParts parts;
    private final Fetcher fetcher;
    private final Uploader uploader;
    private final Planner planner;

    private RemoteSharedCache(SharedParts parts, Uploader uploader) {
        this.parts = parts;
        this.fetcher = new Fetcher(parts);
        this.uploader = uploader;
        this.planner = new Planner(parts, fetcher, uploader);
    }

    static RemoteSharedCache open(
            SharedStore store, LocalStore local, CacheSurroundings surroundings, CacheListener listener) {
        Path root = local.root();
        RemoteSettings settings = store.settings();
        Breaker breaker = new Breaker(
                settings.errors(),
                settings.rest(),
                surroundings.nanoClock(),
                new Marker(root.resolve("remote").resolve(store.name()), surroundings.clock()));
        SharedParts parts = new SharedParts(
                guarded(store, breaker, surroundings, listener),
                store.porter(),
                breaker,
                local,
                new Knowledge(),
                new HereOnly(root.resolve("remote").resolve("here-only"), local.incoming(), HereOnly.USUAL),
                store.seals() != null,
                settings,
                surroundings,
                listener);
        Spool spool = new Spool(root.resolve("spool").resolve(store.name()), local.incoming());
        int most = settings.puts() > 0 ? Math.min(settings.puts(), UPLOADERS) : UPLOADERS;
        return new RemoteSharedCache(
                parts,
                new Uploader(
                        parts,
                        spool,
                        most,
                        Thread.ofPlatform().daemon().name("upload-", 0).factory()));
    }

    private static RemoteCache guarded(
            SharedStore store, Breaker breaker, CacheSurroundings surroundings, CacheListener listener) {
        RemoteSettings settings = store.settings();
        RemoteCache believed =
                store.seals() == null ? store.remote() : new SealedRemoteCache(store.remote(), store.seals(), listener);
        RemoteCache repeating = store.retried()
                ? believed
                : new RetryingRemoteCache(believed, BACKOFF, Sleeper.REAL, surroundings.random());
        RemoteCache limited =
                new LimitedRemoteCache(repeating, new Gate(settings.gets() > 0 ? settings.gets() : MOST_GETS));
        RemoteCache bounded =
                new DeadlineRemoteCache(limited, settings.get(), settings.put(), surroundings.nanoClock());
        if (store.door() != null) {
            RemoteCache reachable = new ReachableRemoteCache(bounded, store.door(), settings.patience());
            return new BreakerRemoteCache(reachable, breaker, listener);
        }
        RemoteCache breaking = new BreakerRemoteCache(bounded, breaker, listener);
        return new FirstContact(breaking, breaker, settings.patience(), surroundings.nanoClock());
    }

    @Override
    public Plan plan(BuildNames names, CacheListener build) {
        return planner.plan(names, build);
    }

    /** Brings what builds like these used, as far as it comes in time. */
    Brought prefetch(BuildNames names, Duration most) {
        return planner.prefetch(names, most);
    }

    @Override
    public void remember(BuildNames names, BuildUse use, Plan plan) {
        planner.remember(names, use, plan);
    }

    @Override
    public Fetched fetch(ActionId action, Pins pins, CacheListener build) {
        return fetcher.fetch(action, pins, build);
    }

    @Override
    public void offer(ActionId action, Found found, Existing existing, CacheListener build) {
        uploader.offer(action, found, existing, build);
    }

    @Override
    public void keep(ActionId action, Found found) {
        uploader.learn(action, found);
    }

    @Override
    public void settle(Duration most) {
        uploader.settle(most);
    }

    @Override
    public @Nullable Source whyNot(ActionId action) {
        if (parts.hereOnly().has(action)) {
            return Source.HERE_ONLY;
        }
        return isThere() ? null : Source.RESTING;
    }

    /** Whether the store is worth asking at all. */
    boolean isThere() {
        return parts.breaker().isWorthAsking();
    }

    /** Takes up what this and dead processes have left to be shared. */
    void resume() {
        uploader.resume();
    }

    /** Brings everything that waits to the store, in so much time; how much is left. */
    int drain(Duration most) {
        uploader.resume();
        long begun = parts.nanoTime();
        uploader.settle(most);
        planner.settle(Duration.ofNanos(Math.max(0, most.toNanos() - (parts.nanoTime() - begun))));
        return waiting();
    }

    /** How many results are not in the store yet, and how many builds are not written down. */
    int waiting() {
        return uploader.waiting() + planner.waiting();
    }

    @Override
    public void close() {
        parts.breaker().close();
        planner.close();
        uploader.close();
        parts.remote().close();
    }
}
