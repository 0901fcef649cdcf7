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
 * @param seals by which results are signed and believed; null when they need no signature
 * @param porter who makes ready what is brought there, if anybody
 */
public record SharedStore(
        String name,
        RemoteCache remote,
        boolean retried,
        RemoteSettings settings,
        @Nullable Door door,
        @Nullable Seals seals,
        Porter porter) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,64}");

    public SharedStore {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not made of [a-z0-9]");
        }
    }

    /** One whose results need no signature. */
    public SharedStore(String name, RemoteCache remote, boolean retried, RemoteSettings settings, @Nullable Door door) {
        this(name, remote, retried, settings, door, null, Porter.NONE);
    }

    /** The same, with what is stored there signed, and nothing used that nobody signed who is trusted. */
    public SharedStore signed(Seals by) {
        return new SharedStore(name, remote, retried, settings, door, by, porter);
    }

    /** The same, with what is brought there made ready by somebody else, who stays the caller's to close. */
    public SharedStore packedBy(Porter other) {
        return new SharedStore(name, remote, retried, settings, door, seals, other);
    }
}
