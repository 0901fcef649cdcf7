package dev.hone.planted.logs.lib.base;

import dev.hone.planted.Fault;

/** Prints where it thinks nobody looks. */
@Fault
final class PrintsErr {
    private PrintsErr() {}

    static void run() {
        System.err.println("x");
    }
}
