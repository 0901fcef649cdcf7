package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.time.Clock;

/** Takes the clock from the wall. */
@Fault
final class AsksClock {
    private AsksClock() {}

    static Clock run() {
        return Clock.systemUTC();
    }
}
