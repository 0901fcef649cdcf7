package dev.hone.server.keys;

import dev.hone.cache.CacheScope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One key, known by its digest only.
 *
 * @param digest SHA-256 of the key, in hexadecimal
 * @param name who uses it, for logs
 * @param roles what it may do
 * @param app the only app that it is for; null: any
 * @param scope whose build results it shares; an untrusted key is for nothing else
 */
record Key(
        String digest,
        String name,
        Set<Role> roles,
        @Nullable String app,
        CacheScope scope) {
    Key {
        roles = Set.copyOf(roles);
    }

    boolean may(Role role) {
        return roles.contains(role) || roles.contains(Role.ADMIN);
    }

    boolean isFor(@Nullable String wanted) {
        return app == null || wanted == null || app.equals(wanted);
    }
}
