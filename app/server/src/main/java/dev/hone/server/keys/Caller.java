package dev.hone.server.keys;

import dev.hone.cache.CacheScope;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param name the name of the key, or {@code anonymous}
 * @param app the only app that the caller may touch; null: any
 * @param known whether there was a key
 * @param scope whose build results the caller shares
 */
public record Caller(String name, @Nullable String app, boolean known, CacheScope scope) {
    public static final Caller ANONYMOUS = new Caller("anonymous", null, false, CacheScope.USUAL);

    static Caller of(Key key) {
        return new Caller(key.name(), key.app(), true, key.scope());
    }

    /** Whether the caller may touch an app, for routes that do not have it in their path. */
    public boolean mayTouch(String other) {
        return app == null || app.equals(other);
    }
}
