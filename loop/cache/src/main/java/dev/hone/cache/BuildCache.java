package dev.hone.cache;

import java.io.IOException;
import java.nio.file.Path;

/** The build cache of one process: a folder on this machine, perhaps a store that machines share, and the go commands that use them. */
public final class BuildCache {
    private final LocalStore local;
    private final LocalSettings settings;
    private final CacheSurroundings surroundings;

    private BuildCache(LocalStore local, LocalSettings settings, CacheSurroundings surroundings) {
        this.local = local;
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /**
     * Opens the cache in a folder, and makes the folder if need be.
     *
     * @throws CacheException when it cannot be used, or when others than this user could write to it
     */
    public static BuildCache open(Path root, LocalSettings settings, CacheSurroundings surroundings) {
        LocalStore local = LocalStore.open(root, settings, surroundings.clock(), surroundings.random());
        return new BuildCache(local, settings, surroundings);
    }

    public Path root() {
        return local.root();
    }

    /** Where bodies lie that are not kept yet. */
    public Path incoming() {
        return local.incoming().folder();
    }

    /** For one go command. */
    public GoSession session(CacheMode mode, CacheListener listener) {
        return new GoSession(local, SharedCache.NONE, mode, surroundings.clock(), listener);
    }

    /** Removes what is too much or too old; with {@code dry} only says what it would be. */
    public Eviction.Result evict(boolean dry) throws IOException {
        return new Eviction(local.root(), settings).run(surroundings.clock().instant(), dry);
    }
}
