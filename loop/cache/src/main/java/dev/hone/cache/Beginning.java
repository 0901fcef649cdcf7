package dev.hone.cache;

import java.util.Optional;

/** How a build begins. */
sealed interface Beginning {
    /** With what a manifest names on its way. */
    record Planned(Bringing bringing) implements Beginning {}

    /** With nothing on its way. */
    enum Unplanned implements Beginning {
        /** No build like it was written down. */
        NEW,
        /** It is not known whether one was: the store failed, or what it has is no good, or nobody has asked it. */
        UNKNOWN
    }

    /** What is on its way, if anything is. */
    default Optional<Bringing> onItsWay() {
        return this instanceof Planned(Bringing bringing) ? Optional.of(bringing) : Optional.empty();
    }
}
