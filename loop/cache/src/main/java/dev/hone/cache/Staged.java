package dev.hone.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A body that has arrived whole and was found to have this digest, in a file that is not among the kept ones yet.
 *
 * @param file where it is
 * @param output what it is called
 * @param size its bytes
 */
record Staged(Path file, OutputId output, long size) {

    /** Removes the file, if nobody has taken it. */
    void discard() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The sweep of the folder takes it later.
            return;
        }
    }
}
