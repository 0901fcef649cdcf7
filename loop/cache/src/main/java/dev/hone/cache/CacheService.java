package dev.hone.cache;

import dev.hone.base.Component;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.cache.RemoteCache.Existing;
import dev.hone.cache.ServiceListener.Given;
import dev.hone.cache.ServiceListener.Taken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a server gives and takes of the results that machines share. What it gives is handed on as it is stored. What it takes is
 * seen by nobody before all of it has arrived and was found to be what it is said to be. For many threads.
 */
public final class CacheService {
    /** Packs that are made at the same time, each of some megabytes in memory and tens on the disk. */
    private static final int MOST_COMPOSED = 4;

    private final Semaphore composing = new Semaphore(MOST_COMPOSED);
    private final Function<CacheScope, RemoteCache> remotes;
    private final Supplier<Component.Health> health;
    private final Incoming incoming;
    private final ServiceListener listener;
    private final Refresher refresher;

    /**
     * How a service works.
     *
     * @param incoming a folder of its own, for what arrives; made if need be, and swept
     * @param largest the most bytes of a result
     * @param refresh how long ago a result that is used must have been stored to be stored once more; zero for never
     */
    public record Settings(Path incoming, long largest, Duration refresh) {}

    private CacheService(
            Function<CacheScope, RemoteCache> remotes,
            Refresher refresher,
            Supplier<Component.Health> health,
            Settings settings,
            CacheSurroundings world,
            ServiceListener listener) {
        this.remotes = remotes;
        this.health = health;
        this.listener = listener;
        this.refresher = refresher;
        incoming = new Incoming(settings.incoming(), settings.largest(), world.random());
        try {
            Files.createDirectories(settings.incoming());
            incoming.sweep(world.clock().instant());
        } catch (IOException e) {
            throw new CacheException(
                    CacheError.UNUSABLE_FOLDER, "results cannot arrive in " + settings.incoming() + ": " + e, e);
        }
    }

    /**
     * Keeps results in a store, which stays the caller's to close: in cacheprog's layout, each namespace below its name.
     *
     * @param prefix what stands before all keys
     * @throws CacheException when the folder cannot be used
     */
    public static CacheService over(
            BlobStore store, String prefix, Settings settings, CacheSurroundings world, ServiceListener listener) {
        Function<CacheScope, BlobRemoteCache> remotes =
                scope -> BlobRemoteCache.over(store, prefix + "/" + scope.prefix());
        return new CacheService(
                remotes::apply,
                new Refresher(remotes, settings.refresh(), world.clock()),
                store::check,
                settings,
                world,
                listener);
    }

    /**
     * Hands on what another store has, which knows no namespaces and stays the caller's to close.
     *
     * @throws CacheException when the folder cannot be used
     */
    public static CacheService over(
            RemoteCache remote, Settings settings, CacheSurroundings world, ServiceListener listener) {
        RemoteSettings usual = RemoteSettings.USUAL;
        RemoteCache patient = new DeadlineRemoteCache(remote, usual.get(), usual.put(), world.nanoClock());
        return new CacheService(scope -> patient, Refresher.NONE, remote::check, settings, world, listener);
    }

    /** Has nothing and keeps nothing. */
    public static CacheService ofNothing(Settings settings, CacheSurroundings world, ServiceListener listener) {
        return new CacheService(
                scope -> NoRemoteCache.NOTHING, Refresher.NONE, () -> Component.Health.GOOD, settings, world, listener);
    }

    /** The result of an action as the caller may see it. The caller closes it. */
    public Optional<RemoteObject> get(CacheScope scope, ActionId action) {
        Optional<Seen> seen = seen(scope, action);
        seen.ifPresentOrElse(
                it -> listener.onGet(it.scope.isTrusted() ? Given.HIT : Given.UNTRUSTED_HIT, it.object.length()),
                () -> listener.onGet(Given.MISS, 0));
        return seen.map(Seen::object);
    }

    /** A result, and whose it is. */
    private record Seen(CacheScope scope, RemoteObject object) {}

    private Optional<Seen> seen(CacheScope scope, ActionId action) {
        Optional<Seen> seen = of(scope.trusted(), action);
        if (seen.isEmpty() && !scope.isTrusted()) {
            seen = of(scope, action);
        }
        seen.ifPresent(it -> refresher.used(it.scope, action, it.object));
        return seen;
    }

    private Optional<Seen> of(CacheScope scope, ActionId action) {
        return sound(scope, action).map(object -> new Seen(scope, object));
    }

    /** What is no result there is a miss: then the caller makes it anew, and its put replaces what is there. */
    private Optional<RemoteObject> sound(CacheScope scope, ActionId action) {
        try {
            return remotes.apply(scope).get(action);
        } catch (CacheException e) {
            if (e.error() != CacheError.POISONED) {
                throw e;
            }
            listener.onGet(Given.SPOILED, 0);
            return Optional.empty();
        }
    }

    /**
     * Takes a result, in place of what may be there.
     *
     * @throws CacheException with {@link CacheError#POISONED} when it is not what it is said to be, and nothing was stored
     * @throws IOException when it cannot be read, or the folder not be written
     */
    public void put(CacheScope scope, Offer offer, InputStream body) throws IOException {
        incoming.requireSize(Math.max(offer.size(), offer.length()));
        try (Arrival arrival = Arrival.of(body, offer, incoming.name())) {
            remotes.apply(scope)
                    .put(
                            offer.action(),
                            new PackedOutput(
                                    offer.output(),
                                    offer.size(),
                                    offer.encoding(),
                                    arrival.content(),
                                    offer.signature()),
                            Existing.REPLACE);
            tellStored(scope, offer.length());
        } catch (CacheException e) {
            if (e.error() == CacheError.POISONED) {
                listener.onPut(Taken.REFUSED, offer.length());
            }
            throw e;
        }
    }

    /**
     * Makes a pack of what the caller may see of these results, and keeps it as one that the caller brought: it need not bring again what
     * is here. Nothing of the bodies is proved anew; whoever takes them from the pack does so.
     *
     * @throws IOException when the folder cannot be written
     */
    public ComposedPack compose(CacheScope scope, List<ActionId> actions) throws IOException {
        if (actions.isEmpty()) {
            return ComposedPack.NONE;
        }
        try {
            composing.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.REMOTE_FAILED, "interrupted before a pack was made", e);
        }
        long most = Math.min(Manifest.Pack.LARGEST, incoming.largest());
        try (PackComposer composer = new PackComposer(incoming.name(), most)) {
            composer.addAll(actions, action -> seen(scope, action).map(Seen::object));
            return composer.isEmpty() ? ComposedPack.NONE : kept(scope, composer);
        } finally {
            composing.release();
        }
    }

    private ComposedPack kept(CacheScope scope, PackComposer composer) throws IOException {
        Content content = composer.content();
        OutputId id = new OutputId(StoredDigests.of(content).sha256());
        remotes.apply(scope)
                .put(
                        new ActionId(id.hex()),
                        new PackedOutput(id, content.length(), Encoding.RAW, content, ""),
                        Existing.REPLACE);
        tellStored(scope, content.length());
        return composer.pack(id.hex());
    }

    private void tellStored(CacheScope scope, long bytes) {
        listener.onPut(scope.isTrusted() ? Taken.STORED : Taken.UNTRUSTED_STORED, bytes);
    }

    /** Whether the store would likely answer now. */
    public Component.Health check() {
        return health.get();
    }
}
