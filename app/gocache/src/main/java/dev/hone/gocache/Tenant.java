package dev.hone.gocache;

import dev.hone.cache.BuildCache;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cache of all builds with the same settings, and what their users have to be told. */
final class Tenant implements CacheListener, AutoCloseable {
    private final Assembly assembly;
    private final CacheListener counter;
    private final Set<Consumer<String>> users = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable String> untold = new AtomicReference<>();

    Tenant(CacheOptions options, Porter porter, CacheSurroundings surroundings, CacheListener counter) {
        this.counter = counter;
        this.assembly = Assembly.of(options, porter, surroundings, this);
    }

    BuildCache cache() {
        return assembly.cache();
    }

    /** Someone who is told what a person can mend, beginning with what there was nobody to tell. */
    void arrive(Consumer<String> user) {
        users.add(user);
        String before = untold.getAndSet(null);
        if (before != null) {
            user.accept(before);
        }
    }

    void leave(Consumer<String> user) {
        users.remove(user);
    }

    @Override
    public void onWarning(String what) {
        if (users.isEmpty()) {
            untold.set(what);
        } else {
            users.forEach(user -> user.accept(what));
        }
    }

    @Override
    public void onTrouble(String what) {
        counter.onTrouble(what);
    }

    @Override
    public void close() {
        assembly.close();
    }
}
