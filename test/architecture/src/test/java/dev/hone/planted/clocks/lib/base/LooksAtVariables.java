package dev.hone.planted.clocks.lib.base;

import dev.hone.planted.Fault;
import java.util.Map;

/** Looks at the environment. */
@Fault
final class LooksAtVariables {
    private LooksAtVariables() {}

    static Map<String, String> run() {
        return System.getenv();
    }
}
