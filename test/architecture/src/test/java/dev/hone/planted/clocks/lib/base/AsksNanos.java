package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.util.function.LongSupplier;

/** Asks for the time by reference. */
@Fault
final class AsksNanos {
    private AsksNanos() {}

    static LongSupplier run() {
        return System::nanoTime;
    }
}
