package dev.hone.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@link Pins} of all builds of all processes, as somebody sees them who is about to remove something. For one thread. */
final class PinFiles {
    private final Path folder;
    private final Map<Path, Known> known = new HashMap<>();

    /** Files of pins only grow: one of the same size says the same. */
    private record Known(long size, Set<String> names) {}

    PinFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether a living build was told of an output, as of now. What the dead have left is removed on the way. */
    boolean hold(String output) throws IOException {
        boolean held = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                held |= names(file).contains(output);
            }
        } catch (NoSuchFileException e) {
            return false; // nobody ever built
        }
        return held;
    }

    private Set<String> names(Path file) throws IOException {
        try {
            long size = Files.size(file);
            Known before = known.get(file);
            if (before != null && before.size() == size) {
                return before.names();
            }
            if (size == 0) {
                return Set.of(); // perhaps made this moment, and not locked yet
            }
            Set<String> names = isAlive(file) ? read(file) : Set.of();
            known.put(file, new Known(size, names));
            return names;
        } catch (NoSuchFileException e) {
            return Set.of(); // ended meanwhile
        }
    }

    private static Set<String> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        return new HashSet<>(lines);
    }

    private static boolean isAlive(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return true;
            }
            Files.deleteIfExists(file);
            return false;
        } catch (OverlappingFileLockException e) {
            return true; // a build of this process
        }
    }
}
