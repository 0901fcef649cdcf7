package dev.hone.server;

import dev.hone.aws.S3Credentials;
import dev.hone.aws.S3Scheme;
import dev.hone.base.Backoff;
import dev.hone.base.ByteSize;
import dev.hone.base.Sleeper;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobStores;
import dev.hone.blob.ObservedBlobStore;
import dev.hone.blob.RetryingBlobStore;
import dev.hone.blob.Surroundings;
import dev.hone.cache.CacheService;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.HttpRemoteCache;
import dev.hone.cache.RemoteCache;
import dev.hone.cache.RemoteChoice;
import dev.hone.cache.StoreEviction;
import dev.hone.server.cache.CacheRoutes;
import dev.hone.server.http.Route;
import dev.hone.server.metrics.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The results of builds that a process keeps and shares: their store, and the routes to it. */
final class Sharing implements AutoCloseable {
    private static final Backoff SHORT = new Backoff(3, Duration.ofMillis(50), Duration.ofMillis(500));

    /** What is used is stored once more so often, where what is not is removed. */
    private static final Duration REFRESH = Duration.ofDays(1);

    private final CacheService service;
    private final ByteSize largest;
    private final Runnable closing;

    private Sharing(CacheService service, ByteSize largest, Runnable closing) {
        this.service = service;
        this.largest = largest;
        this.closing = closing;
    }

    /**
     * Where results are kept.
     *
     * @param store URL of the blob store
     * @param incoming a folder for what arrives
     * @param largest the largest result
     * @param limits how much is kept
     */
    record Wanted(String store, Path incoming, ByteSize largest, StoreEviction.Limits limits) {
        static final ByteSize LARGEST = ByteSize.ofMebibytes(1024);
        static final ByteSize MOST = ByteSize.ofMebibytes(50 << 10);

        /** In a folder, as {@code hone up} and {@code hone cache serve} have it. A result that a power cut takes is made again. */
        static Wanted below(Path data) {
            Path cache = data.resolve("cache");
            return new Wanted(
                    new FileUrl(cache.resolve("results")).text() + "&sync=false",
                    cache.resolve("incoming"),
                    LARGEST,
                    new StoreEviction.Limits(MOST.bytes(), Duration.ZERO));
        }

        Wanted within(StoreEviction.Limits other) {
            return new Wanted(store, incoming, largest, other);
        }
    }

    /** Keeps results in a store of its own. Nobody is called yet. */
    static Sharing keeping(Wanted wanted, World world, Metrics metrics) {
        BlobStore raw = open(wanted, world);
        BlobStore watched = ObservedBlobStore.over(raw, metrics.blobs(), world.nanoClock());
        BlobStore store = RetryingBlobStore.over(watched, SHORT, Sleeper.REAL, world.random());
        StoreEviction.Limits limits = wanted.limits();
        CacheService.Settings settings = new CacheService.Settings(
                wanted.incoming(), wanted.largest().bytes(), limits.none() ? Duration.ZERO : REFRESH);
        CacheService service = CacheService.over(store, "", settings, surroundings(world), metrics.sharing());
        if (limits.none()) {
            return new Sharing(service, wanted.largest(), raw::close);
        }
        Tidying tidying = Tidying.start(new StoreEviction(store, limits), world.clock(), metrics.sharing());
        return new Sharing(service, wanted.largest(), () -> {
            tidying.close();
            raw.close();
        });
    }

    /** The store alone. */
    static BlobStore open(Wanted wanted, World world) {
        return stores(world, S3Scheme.create()).open(wanted.store());
    }

    /** Hands on what another store has, by its keys. Nobody is called yet. */
    static Sharing handingOn(RemoteChoice choice, Path incoming, World world, Metrics metrics) {
        CacheService.Settings settings = new CacheService.Settings(incoming, Wanted.LARGEST.bytes(), Duration.ZERO);
        CacheSurroundings surroundings = surroundings(world);
        return switch (choice) {
            case RemoteChoice.Disabled disabled ->
                new Sharing(
                        CacheService.ofNothing(settings, surroundings, metrics.sharing()), Wanted.LARGEST, () -> {});
            case RemoteChoice.Http http -> {
                RemoteCache remote = HttpRemoteCache.open(http.settings());
                CacheService service = CacheService.over(remote, settings, surroundings, metrics.sharing());
                yield new Sharing(service, Wanted.LARGEST, remote::close);
            }
            case RemoteChoice.S3 s3 -> {
                BlobStore raw = stores(world, scheme(s3)).open(s3.url());
                BlobStore store = ObservedBlobStore.over(raw, metrics.blobs(), world.nanoClock());
                CacheService service = CacheService.over(store, s3.prefix(), settings, surroundings, metrics.sharing());
                yield new Sharing(service, Wanted.LARGEST, raw::close);
            }
        };
    }

    private static BlobStores stores(World world, S3Scheme scheme) {
        return BlobStores.of(new Surroundings(world.clock(), world.random()), List.of(scheme));
    }

    private static S3Scheme scheme(RemoteChoice.S3 choice) {
        return choice.keys().stream()
                .findFirst()
                .map(keys -> S3Scheme.with(new S3Credentials(keys.id(), keys.secret(), keys.token())))
                .orElseGet(S3Scheme::create);
    }

    private static CacheSurroundings surroundings(World world) {
        return new CacheSurroundings(world.clock(), world.nanoClock(), world.random());
    }

    List<Route> routes() {
        return new CacheRoutes(service, largest).routes();
    }

    SignsOfLife.Dependency dependency() {
        return new SignsOfLife.Dependency("cache", service::check);
    }

    @Override
    public void close() {
        closing.run();
    }
}
