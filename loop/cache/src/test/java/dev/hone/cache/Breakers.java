package dev.hone.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Breakers for tests. */
final class Breakers {
    private Breakers() {}

    static Breaker closed() {
        return new Breaker(0, Duration.ZERO, System::nanoTime, marker(Path.of("/nowhere/at/all")));
    }

    static Breaker of(int errors, Duration rest, LongSupplier nanoClock, Path marker) {
        return new Breaker(errors, rest, nanoClock, marker(marker));
    }

    static Marker marker(Path file) {
        return new Marker(file, InstantSource.system());
    }
}
