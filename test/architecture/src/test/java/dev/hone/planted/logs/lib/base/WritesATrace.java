package dev.hone.planted.logs.lib.base;

import dev.hone.planted.Twin;
import java.io.PrintWriter;

/** Writes a stack trace where it was told to. */
@Twin
final class WritesATrace {
    private WritesATrace() {}

    static void run(Exception e, PrintWriter out) {
        e.printStackTrace(out);
        out.println();
    }
}
