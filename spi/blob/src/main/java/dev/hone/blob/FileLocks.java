package dev.hone.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread of one process at a time change a key: 64 locks, and a key's hash picks one.
 *
 * <p>A lock is two. A file lock keeps other processes out; the system drops it when a process dies. It does not tell
 * threads apart, and closing any channel of the file drops it, so a lock in memory, shared by all stores of this process,
 * lets one thread near the file at a time.
 */
final class FileLocks {
    private static final int STRIPES = 64;
    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path folder;
    private volatile @Nullable Path real;

    FileLocks(Path folder) {
        this.folder = folder;
    }

    /** Something to be done by one at a time. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** The folder by the one name that all stores of this process see, made when it is not there. */
    private Path realFolder() throws IOException {
        Path known = real;
        if (known == null || !Files.isDirectory(known)) {
            Files.createDirectories(folder);
            known = folder.toRealPath();
            real = known;
        }
        return known;
    }

    <T> T holding(BlobKey key, Work<T> work) throws IOException {
        Path file = realFolder().resolve(Integer.toString(Math.floorMod(key.hashCode(), STRIPES)));
        ReentrantLock lock = OF_THIS_PROCESS.computeIfAbsent(file, path -> new ReentrantLock());
        lock.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assert held.isValid() : file;
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
