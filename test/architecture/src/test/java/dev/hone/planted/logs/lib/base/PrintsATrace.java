package dev.hone.planted.logs.lib.base;

import dev.hone.planted.Fault;

/** Prints a stack trace. */
@Fault
final class PrintsATrace {
    private PrintsATrace() {}

    static void run(Exception e) {
        e.printStackTrace();
    }
}
