package dev.hone.planted.exceptions.lib.base;

import dev.hone.planted.Twin;

/** Holds a signal that never leaves its own hands. */
@Twin
final class HasASignal {
    /** Ends a loop from inside. */
    static final class Signal extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
