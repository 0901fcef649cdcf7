package dev.hone.planted.logs.loop.pgo;

import dev.hone.planted.Fault;
import org.slf4j.LoggerFactory;

/** Logs with slf4j. */
@Fault
final class LogsWithSlf4j {
    private LogsWithSlf4j() {}

    static void run() {
        LoggerFactory.getLogger("x").info("x");
    }
}
