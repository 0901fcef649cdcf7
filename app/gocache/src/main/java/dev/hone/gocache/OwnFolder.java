package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of one process, for a build whose cache folder cannot be used: it lives as long as the build. */
record OwnFolder(Path path) implements AutoCloseable {
    static OwnFolder make() {
        try {
            return new OwnFolder(Files.createTempDirectory("hone-cache-").toRealPath());
        } catch (IOException e) {
            throw new CacheException(
                    CacheError.UNUSABLE_FOLDER, "there is no room for temporary files either: " + e, e);
        }
    }

    /** Removes it; what cannot be removed is left to whoever cleans up temporary files. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return;
        }
    }
}
