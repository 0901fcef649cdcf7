package dev.hone.planted.clocks.app.server;

import dev.hone.planted.Twin;
import java.util.Map;

/** Builds an app, and hands the world on. */
@Twin
final class Assembly {
    private Assembly() {}

    static Map<String, String> run() {
        return System.getenv();
    }
}
