package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.util.concurrent.ThreadLocalRandom;

/** Throws the thread's dice. */
@Fault
final class ThrowsThreadDice {
    private ThrowsThreadDice() {}

    static int run() {
        return ThreadLocalRandom.current().nextInt();
    }
}
