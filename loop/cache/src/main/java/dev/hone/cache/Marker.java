package dev.hone.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A file whose time says since when a store does not answer, for the processes of this machine that come next. */
final class Marker {
    private final Path file;
    private final InstantSource clock;

    Marker(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** How long ago it was set; empty when it is not. */
    Optional<Duration> age() {
        try {
            Duration age = Duration.between(
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant(), clock.instant());
            return Optional.of(age.isNegative() ? Duration.ZERO : age);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void set() {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[0]);
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(clock.instant()));
        } catch (IOException e) {
            // Then the next process finds out by itself.
            return;
        }
    }

    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It wears off.
            return;
        }
    }
}
