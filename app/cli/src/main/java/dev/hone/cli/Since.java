package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.command.Age;
import java.time.Duration;
import java.time.Instant;

/** How long ago a server says that something was. */
final class Since {
    private Since() {}

    /** The age of a point in time, or what is there instead of one. */
    static String of(JsonValue time, Instant now) {
        return time.instant().map(then -> Age.of(Duration.between(then, now))).orElse(time.shown());
    }
}
