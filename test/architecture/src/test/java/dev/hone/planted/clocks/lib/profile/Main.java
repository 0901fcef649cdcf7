package dev.hone.planted.clocks.lib.profile;

import dev.hone.planted.Fault;

/** Not an entrance: libraries have none. */
@Fault
final class Main {
    private Main() {}

    static long run() {
        return System.nanoTime();
    }
}
