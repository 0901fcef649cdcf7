package dev.hone.planted.clocks.app.cli;

import dev.hone.planted.Fault;

/** Looks at a property that is a flag. */
@Fault
final class LooksAtFlags {
    private LooksAtFlags() {}

    static boolean run() {
        return Boolean.getBoolean("x");
    }
}
