package dev.hone.cache;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A store that machines share, and how it is treated.
 *
 * @param name tells it from others in names of files: what is to be brought to one store must not go to another
 * @param remote the store itself, which is closed with the cache that uses it
 * @param retried whether its client repeats what failed by itself
 * @param door where it is, or null when that is not known or somebody else asks for us
 */
public record SharedStore(
        String name,
        RemoteCache remote,
        boolean retried,
        RemoteSettings settings,
        @Nullable Door door) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,64}");

    public SharedStore {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not made of [a-z0-9]");
        }
    }
}
