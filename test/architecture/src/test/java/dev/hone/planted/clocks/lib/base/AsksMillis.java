package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;

/** Asks for the time. */
@Fault
final class AsksMillis {
    private AsksMillis() {}

    static long run() {
        return System.currentTimeMillis();
    }
}
