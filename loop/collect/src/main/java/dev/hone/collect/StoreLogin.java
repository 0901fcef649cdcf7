package dev.hone.collect;

import dev.hone.base.Secret;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who asks a store of profiles.
 *
 * @param user with whose name the key is a password; empty for a bearer key
 * @param key null for none
 * @param tenant whose profiles are meant, where a store has many; empty for none
 */
public record StoreLogin(String user, @Nullable Secret key, String tenant) {
    /** Nobody in particular. */
    public static final StoreLogin NOBODY = new StoreLogin("", null, "");

    HttpRequest.Builder on(HttpRequest.Builder request) {
        if (key != null) {
            request.header("Authorization", user.isEmpty() ? "Bearer " + key.reveal() : basic(key.reveal()));
        }
        return tenant.isEmpty() ? request : request.header("X-Scope-OrgID", tenant);
    }

    private String basic(String password) {
        byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
