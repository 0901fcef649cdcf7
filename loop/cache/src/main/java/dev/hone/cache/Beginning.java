package dev.hone.cache;

import java.util.Optional;

/**
 * How a build begins: with what a manifest names on its way, with none, or without anybody knowing whether there is one.
 *
 * @param bringing empty where there is no manifest, and where that is not known
 */
record Beginning(Optional<Bringing> bringing, boolean known) {
    /** No build like it was written down. */
    static final Beginning NEW = new Beginning(Optional.empty(), true);

    /** The store failed, or what it has is no good, or nobody has asked it. */
    static final Beginning UNKNOWN = new Beginning(Optional.empty(), false);

    static Beginning with(Bringing bringing) {
        return new Beginning(Optional.of(bringing), true);
    }
}
