package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;

/** Throws dice. */
@Fault
final class ThrowsDice {
    private ThrowsDice() {}

    static double run() {
        return Math.random();
    }
}
