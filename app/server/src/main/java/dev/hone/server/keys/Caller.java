package dev.hone.server.keys;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param name the name of the key, or {@code anonymous}
 * @param app the only app that the caller may touch; null: any
 * @param known whether there was a key
 */
public record Caller(String name, @Nullable String app, boolean known) {
    public static final Caller ANONYMOUS = new Caller("anonymous", null, false);

    static Caller of(Key key) {
        return new Caller(key.name(), key.app(), true);
    }

    /** Whether the caller may touch an app, for routes that do not have it in their path. */
    public boolean mayTouch(String other) {
        return app == null || app.equals(other);
    }
}
