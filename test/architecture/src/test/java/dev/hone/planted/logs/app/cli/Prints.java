package dev.hone.planted.logs.app.cli;

import dev.hone.planted.Twin;

/** An app, which may print. */
@Twin
final class Prints {
    private Prints() {}

    static void run() {
        System.out.println("x");
    }
}
