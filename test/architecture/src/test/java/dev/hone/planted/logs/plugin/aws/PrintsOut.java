package dev.hone.planted.logs.plugin.aws;

import dev.hone.planted.Fault;

/** Prints. */
@Fault
final class PrintsOut {
    private PrintsOut() {}

    static void run() {
        System.out.println("x");
    }
}
