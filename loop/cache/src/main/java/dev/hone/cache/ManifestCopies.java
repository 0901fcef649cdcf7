package dev.hone.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The manifests that this machine stored or followed last, one for each kind of build: so that a build which found everything in the folder,
 * and asked nobody, does not store the same once more.
 */
final class ManifestCopies {
    /** Of as many kinds of builds; more than a machine has. */
    private static final int MOST = 64;

    private final Path folder;

    ManifestCopies(Path folder) {
        this.folder = folder;
    }

    /** The last one; null when there is none. */
    @Nullable
    Manifest of(BuildNames names) {
        if (names.names().isEmpty()) {
            return null;
        }
        try {
            return ManifestFile.read(file(names));
        } catch (IOException | CacheException e) {
            return null; // it is stored once more
        }
    }

    /** Keeps a file's content; the file stays the caller's. */
    void keep(BuildNames names, Path file) throws IOException {
        Files.createDirectories(folder);
        Path beside = file.resolveSibling(file.getFileName() + "-copy");
        Files.copy(file, beside);
        Files.move(beside, file(names), StandardCopyOption.ATOMIC_MOVE);
        forget();
    }

    private Path file(BuildNames names) {
        return folder.resolve(names.names().getFirst());
    }

    private void forget() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.sorted(Comparator.comparingLong(ManifestCopies::age)).toList();
        }
        for (Path file : all.subList(0, Math.max(0, all.size() - MOST))) {
            Files.deleteIfExists(file);
        }
    }

    private static long age(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0; // another process was faster
        }
    }
}
