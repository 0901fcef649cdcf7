package dev.hone.planted.logs.lib.base;

import dev.hone.planted.Fault;
import java.util.logging.Logger;

/** Logs with the JDK. */
@Fault
final class LogsWithJul {
    private LogsWithJul() {}

    static void run() {
        Logger.getLogger("x").info("x");
    }
}
