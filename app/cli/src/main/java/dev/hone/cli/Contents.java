package dev.hone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file holds that is about to be replaced. */
final class Contents {
    private static final long MOST = 1 << 29;

    private Contents() {}

    /** Its bytes; none when it is not there, cannot be read, or is too large to be a profile. */
    static byte[] of(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MOST ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
