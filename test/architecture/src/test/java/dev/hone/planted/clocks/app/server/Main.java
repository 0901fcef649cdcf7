package dev.hone.planted.clocks.app.server;

import dev.hone.planted.Twin;

/** An entrance, where the world is looked at. */
@Twin
final class Main {
    private Main() {}

    static long run() {
        return System.nanoTime();
    }
}
