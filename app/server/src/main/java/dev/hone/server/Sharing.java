package dev.hone.server;

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
import dev.hone.server.cache.CacheRoutes;
import dev.hone.server.http.Route;
import dev.hone.server.metrics.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The results of builds that a process keeps and shares: their store, and the routes to it. */
final class Sharing implements AutoCloseable {
    private static final Backoff SHORT = new Backoff(3, Duration.ofMillis(50), Duration.ofMillis(500));

    private final BlobStore store;
    private final CacheService service;
    private final ByteSize largest;

    /**
     * Where results are kept.
     *
     * @param store URL of the blob store
     * @param incoming a folder for what arrives
     * @param largest the largest result
     */
    record Wanted(String store, Path incoming, ByteSize largest) {
        static final ByteSize LARGEST = ByteSize.ofMebibytes(1024);

        /** In a folder, as {@code hone up} and {@code hone cache serve} have it. A result that a power cut takes is made again. */
        static Wanted below(Path data) {
            Path cache = data.resolve("cache");
            return new Wanted(
                    new FileUrl(cache.resolve("results")).text() + "&sync=false", cache.resolve("incoming"), LARGEST);
        }
    }

    /** Makes all parts; nobody is called yet. */
    Sharing(Wanted wanted, World world, Metrics metrics) {
        BlobStore raw = BlobStores.of(new Surroundings(world.clock(), world.random()), List.of(S3Scheme.create()))
                .open(wanted.store());
        BlobStore watched = ObservedBlobStore.over(raw, metrics.blobs(), world.nanoClock());
        store = RetryingBlobStore.over(watched, SHORT, Sleeper.REAL, world.random());
        largest = wanted.largest();
        service = CacheService.over(
                store,
                new CacheService.Settings(wanted.incoming(), largest.bytes()),
                new CacheSurroundings(world.clock(), world.nanoClock(), world.random()),
                metrics.sharing());
    }

    List<Route> routes() {
        return new CacheRoutes(service, largest).routes();
    }

    SignsOfLife.Dependency dependency() {
        return new SignsOfLife.Dependency("cache", service::check);
    }

    @Override
    public void close() {
        store.close();
    }
}
