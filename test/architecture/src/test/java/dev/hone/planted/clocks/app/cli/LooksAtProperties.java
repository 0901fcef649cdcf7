package dev.hone.planted.clocks.app.cli;

import dev.hone.planted.Fault;

/** Looks at a property. */
@Fault
final class LooksAtProperties {
    private LooksAtProperties() {}

    static String run() {
        return System.getProperty("x", "");
    }
}
