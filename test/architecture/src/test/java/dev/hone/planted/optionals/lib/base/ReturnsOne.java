package dev.hone.planted.optionals.lib.base;

import dev.hone.planted.Twin;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Returns an Optional, and looks at one in passing. */
@Twin
record ReturnsOne(@Nullable String name) {
    Optional<String> found() {
        return Optional.ofNullable(name);
    }

    long count() {
        return Stream.of(found()).filter(one -> one.isPresent()).count();
    }
}
