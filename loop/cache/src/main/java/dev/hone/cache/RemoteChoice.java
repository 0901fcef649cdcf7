package dev.hone.cache;

import dev.hone.base.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which store machines share, if any. */
public sealed interface RemoteChoice {
    /** None. */
    record Disabled() implements RemoteChoice {}

    /** A server that speaks cacheprog's contract. */
    record Http(HttpRemoteSettings settings) implements RemoteChoice {}

    /**
     * A bucket.
     *
     * @param url with the plug's parameters
     * @param prefix what stands before each key
     * @param keys empty for AWS's own sources
     * @param door the server, or null when a proxy asks it for us
     */
    record S3(
            String url,
            String prefix,
            List<Keys> keys,
            @Nullable Door door) implements RemoteChoice {
        public S3 {
            keys = List.copyOf(keys);
        }
    }

    /** Keys that were handed in. */
    record Keys(String id, Secret secret, Secret token) {}
}
