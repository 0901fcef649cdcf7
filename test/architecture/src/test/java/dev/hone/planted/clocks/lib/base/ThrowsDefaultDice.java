package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.util.random.RandomGenerator;

/** Throws the default dice. */
@Fault
final class ThrowsDefaultDice {
    private ThrowsDefaultDice() {}

    static RandomGenerator run() {
        return RandomGenerator.getDefault();
    }
}
