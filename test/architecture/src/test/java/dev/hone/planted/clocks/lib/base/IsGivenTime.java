package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Twin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Is given its time and its dice. */
@Twin
record IsGivenTime(InstantSource time, long seed) {
    Instant now() {
        return time.instant();
    }

    RandomGenerator dice() {
        return new Random(seed);
    }
}
