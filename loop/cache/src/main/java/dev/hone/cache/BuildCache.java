package dev.hone.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The build cache of one process: a folder on this machine, perhaps a store that machines share, and the go commands that use them. */
public final class BuildCache implements AutoCloseable {
    private final LocalStore local;
    private final CacheSurroundings surroundings;
    private final @Nullable RemoteSharedCache shared;

    private BuildCache(LocalStore local, CacheSurroundings surroundings, @Nullable RemoteSharedCache shared) {
        this.local = local;
        this.surroundings = surroundings;
        this.shared = shared;
    }

    /**
     * Opens the cache in a folder, and makes the folder if need be.
     *
     * @throws CacheException when it cannot be used, or when others than this user could write to it
     */
    public static BuildCache open(Path root, LocalSettings settings, CacheSurroundings surroundings) {
        LocalStore local = LocalStore.open(root, settings, surroundings.clock(), surroundings.random());
        return new BuildCache(local, surroundings, null);
    }

    /**
     * The same with a store that machines share, which is not called before the first build needs it. What a process left to
     * be shared when it died is taken up.
     *
     * @param listener is told what becomes of the shared store, whatever build it is for
     */
    public static BuildCache open(
            Path root,
            LocalSettings settings,
            SharedStore store,
            CacheSurroundings surroundings,
            CacheListener listener) {
        LocalStore local = LocalStore.open(root, settings, surroundings.clock(), surroundings.random());
        RemoteSharedCache shared = RemoteSharedCache.open(store, local, surroundings, listener);
        shared.resume();
        return new BuildCache(local, surroundings, shared);
    }

    public Path root() {
        return local.root();
    }

    /** Files in the folder that are older than this have to be looked at before they are used. */
    public Instant soundSince() {
        return local.soundSince();
    }

    /** Where bodies lie that are not kept yet. */
    public Path incoming() {
        return local.incoming().folder();
    }

    /** For one go command. */
    public GoSession session(CacheMode mode, CacheListener listener) {
        return session(mode, listener, BuildNames.NONE);
    }

    /** The same for one of which it is known what builds it is like. */
    public GoSession session(CacheMode mode, CacheListener listener, BuildNames names) {
        return new GoSession(local, shared == null ? SharedCache.NONE : shared, mode, surroundings, listener, names);
    }

    /** Brings what builds like these used, before they begin, as far as it comes in time; nothing where nobody wrote it down. */
    public Brought prefetch(BuildNames names, Duration most) {
        return shared == null ? Brought.NOTHING : shared.prefetch(names, most);
    }

    /** Brings everything that waits to the shared store, in so much time; how many results are left. */
    public int drain(Duration most) {
        return shared == null ? 0 : shared.drain(most);
    }

    /** How many results are not in the shared store yet. */
    public int waiting() {
        return shared == null ? 0 : shared.waiting();
    }

    /** Ends what is under way. What is still to be shared waits for the next process. */
    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }

    /** Removes what is too much or too old; with {@code dry} only says what it would be. */
    public Eviction.Result evict(boolean dry) throws IOException {
        return new Eviction(local.root(), local.settings())
                .run(surroundings.clock().instant(), dry);
    }
}
