package dev.hone.gocache;

import dev.hone.aws.S3Credentials;
import dev.hone.aws.S3Scheme;
import dev.hone.base.Component.Health;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobStores;
import dev.hone.blob.Surroundings;
import dev.hone.cache.BlobRemoteCache;
import dev.hone.cache.BuildCache;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Carrier;
import dev.hone.cache.HttpRemoteCache;
import dev.hone.cache.Platform;
import dev.hone.cache.Porter;
import dev.hone.cache.RemoteCache;
import dev.hone.cache.RemoteChoice;
import dev.hone.cache.RemoteOptions;
import dev.hone.cache.SharedStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together the cache that a build wants. */
final class Assembly implements AutoCloseable {
    private final BuildCache cache;
    private final @Nullable BlobStore bucket;

    private Assembly(BuildCache cache, @Nullable BlobStore bucket) {
        this.cache = cache;
        this.bucket = bucket;
    }

    /** The machine this runs on. */
    static Platform platform() {
        return Platform.of(System.getProperties());
    }

    /** Opens the folder, and calls nobody yet. */
    static Assembly of(CacheOptions options, CacheSurroundings world, CacheListener listener) {
        return of(options, Porter.NONE, world, listener);
    }

    /** The same, with what the shared store has brought by a porter, who stays the caller's to close. */
    static Assembly of(CacheOptions options, Porter porter, CacheSurroundings world, CacheListener listener) {
        Carrier carrier = Carrier.of(porter, options.treatment(), options.local());
        return switch (options.remote()) {
            case RemoteChoice.Disabled disabled ->
                new Assembly(BuildCache.open(options.root(), options.local(), world), null);
            case RemoteChoice.Http http -> {
                SharedStore store = new SharedStore(
                        name(options),
                        HttpRemoteCache.open(http.settings(), carrier),
                        false,
                        options.treatment(),
                        RemoteOptions.door(http.settings().base()));
                yield new Assembly(opened(options, store.packedBy(porter), world, listener), null);
            }
            case RemoteChoice.S3 s3 -> {
                BlobStore bucket = bucket(s3, world);
                SharedStore store = new SharedStore(
                        name(options),
                        BlobRemoteCache.over(bucket, s3.prefix(), carrier),
                        true,
                        options.treatment(),
                        s3.door());
                yield new Assembly(opened(options, store.packedBy(porter), world, listener), bucket);
            }
        };
    }

    /** Whether the shared store of a build would answer now. */
    static Health check(CacheOptions options, CacheSurroundings world) {
        return switch (options.remote()) {
            case RemoteChoice.Disabled disabled -> Health.GOOD;
            case RemoteChoice.Http http -> {
                try (RemoteCache remote = HttpRemoteCache.open(http.settings())) {
                    yield remote.check();
                }
            }
            case RemoteChoice.S3 s3 -> {
                try (BlobStore bucket = bucket(s3, world)) {
                    yield bucket.check();
                }
            }
        };
    }

    private static BlobStore bucket(RemoteChoice.S3 s3, CacheSurroundings world) {
        return BlobStores.of(new Surroundings(world.clock(), world.random()), List.of(scheme(s3)))
                .open(s3.url());
    }

    private static BuildCache opened(
            CacheOptions options, SharedStore store, CacheSurroundings world, CacheListener listener) {
        SealOptions.Texts seals = options.seals();
        SharedStore used = seals == null ? store : store.signed(seals.seals());
        return BuildCache.open(options.root(), options.local(), used, world, listener);
    }

    private static S3Scheme scheme(RemoteChoice.S3 choice) {
        return choice.keys().stream()
                .findFirst()
                .map(keys -> S3Scheme.with(new S3Credentials(keys.id(), keys.secret(), keys.token())))
                .orElseGet(S3Scheme::create);
    }

    /**
     * Tells stores apart: by where they are, who asks and who signs, so that what one build leaves to be shared is never brought
     * with the keys of another.
     */
    static String name(CacheOptions options) {
        StringBuilder text = new StringBuilder();
        switch (options.remote()) {
            case RemoteChoice.Disabled disabled -> text.append("none");
            case RemoteChoice.Http http -> {
                text.append("http\n").append(http.settings().base());
                http.settings()
                        .headers()
                        .forEach(header -> text.append('\n')
                                .append(header.name())
                                .append(':')
                                .append(header.value().reveal()));
            }
            case RemoteChoice.S3 s3 -> {
                text.append(s3.url()).append('\n').append(s3.prefix());
                s3.keys()
                        .forEach(keys -> text.append('\n')
                                .append(keys.id())
                                .append('\n')
                                .append(keys.secret().reveal())
                                .append('\n')
                                .append(keys.token().reveal()));
            }
        }
        SealOptions.Texts seals = options.seals();
        if (seals != null) {
            text.append("\nsigned by ").append(seals.seals().signer());
            seals.seals().trusted().forEach(key -> text.append('\n').append(key));
        }
        return digest(text.toString()).substring(0, 32);
    }

    /** The SHA-256 of a text, for names of files. */
    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    BuildCache cache() {
        return cache;
    }

    /** What is still to be shared waits for the next process. */
    @Override
    public void close() {
        cache.close();
        if (bucket != null) {
            bucket.close();
        }
    }
}
