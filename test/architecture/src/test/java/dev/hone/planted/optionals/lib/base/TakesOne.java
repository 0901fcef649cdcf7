package dev.hone.planted.optionals.lib.base;

import dev.hone.planted.Fault;
import java.util.Optional;

/** Takes an Optional. */
@Fault
final class TakesOne {
    private TakesOne() {}

    static String name(Optional<String> name) {
        return name.orElse("");
    }
}
