package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.time.InstantSource;

/** Takes the source of time from the wall. */
@Fault
final class AsksSource {
    private AsksSource() {}

    static InstantSource run() {
        return InstantSource.system();
    }
}
