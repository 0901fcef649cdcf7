package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.util.UUID;

/** Draws a name. */
@Fault
final class ThrowsNames {
    private ThrowsNames() {}

    static UUID run() {
        return UUID.randomUUID();
    }
}
