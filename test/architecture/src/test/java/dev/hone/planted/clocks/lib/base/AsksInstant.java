package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.time.Instant;

/** Asks for the time. */
@Fault
final class AsksInstant {
    private AsksInstant() {}

    static Instant run() {
        return Instant.now();
    }
}
