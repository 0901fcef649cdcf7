package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.util.Random;

/** Makes its own dice. */
@Fault
final class ThrowsItsDice {
    private ThrowsItsDice() {}

    static Random run() {
        return new Random();
    }
}
