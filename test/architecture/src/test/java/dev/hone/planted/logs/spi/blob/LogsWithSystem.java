package dev.hone.planted.logs.spi.blob;

import dev.hone.planted.Fault;

/** Logs with the system's logger. */
@Fault
final class LogsWithSystem {
    private LogsWithSystem() {}

    static void run() {
        System.getLogger("x").log(System.Logger.Level.INFO, "x");
    }
}
