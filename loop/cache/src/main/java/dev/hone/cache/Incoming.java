package dev.hone.cache;

import dev.hone.cache.GoRequests.Bodies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The folder where bodies arrive before they are kept: written here, hashed on the way, and then given their name in one move.
 *
 * <p>Whatever a process left here when it died is swept away by a later one.
 */
final class Incoming implements Bodies {
    /** Longer than any build leaves a body untouched while writing it. */
    private static final Duration GRACE = Duration.ofHours(2);

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final long largest;
    private final RandomGenerator random;
    private final AtomicInteger count = new AtomicInteger();
    private final String prefix = ProcessHandle.current().pid() + "-";

    Incoming(Path folder, long largest, RandomGenerator random) {
        this.folder = folder;
        this.largest = largest;
        this.random = random;
    }

    Path folder() {
        return folder;
    }

    /** The most bytes that a body may have. */
    long largest() {
        return largest;
    }

    /** A name that no other process or thread uses, and no extension. */
    Path name() {
        return folder.resolve(
                prefix + count.incrementAndGet() + "-" + HexFormat.of().toHexDigits(random.nextInt()));
    }

    /** Of go, which needs to be told a file in any case: where there is no room here, it is among the temporary files. */
    @Override
    public Staged take(InputStream body, OutputId output, long size) throws IOException {
        return take(body, output, size, false);
    }

    /** Of a store, which may as well not have been asked: where there is no room here, there is none. */
    Staged fetch(InputStream body, OutputId output, long size) throws IOException {
        return take(body, output, size, true);
    }

    private Staged take(InputStream body, OutputId output, long size, boolean here) throws IOException {
        requireSize(size);
        BodyFile file = create(here);
        boolean kept = false;
        try {
            MessageDigest digest = Digests.sha256();
            long copied = copy(body, file, digest, size);
            OutputId found = OutputId.ofBytes(digest.digest());
            if (copied != size || !found.equals(output)) {
                throw new CacheException(
                        CacheError.POISONED,
                        "a body of " + copied + " bytes, where " + size
                                + " were said, is not the one whose id it bears");
            }
            kept = true;
            return new Staged(file.file(), output, size);
        } finally {
            if (!kept) {
                Files.deleteIfExists(file.file());
            }
        }
    }

    /** Copies one byte more than was said at most; a file that cannot be written is our failure and not the stream's. */
    private long copy(InputStream body, BodyFile file, MessageDigest digest, long size) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, size + 1)];
        long copied = 0;
        try (file) {
            int read = body.read(buffer);
            while (read >= 0 && copied <= size) {
                digest.update(buffer, 0, read);
                write(file, buffer, read);
                copied += read;
                read = body.read(buffer);
            }
        }
        return copied;
    }

    private BodyFile create(boolean here) {
        try {
            return new BodyFile(name(), here);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void write(BodyFile file, byte[] buffer, int count) {
        try {
            file.write(buffer, count);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private CacheException unwritable(IOException e) {
        return new CacheException(CacheError.UNUSABLE_FOLDER, "cannot write to " + folder + ": " + e, e);
    }

    void requireSize(long size) {
        if (size > largest) {
            throw new CacheException(
                    CacheError.TOO_LARGE, "a body of " + size + " bytes, where " + largest + " is the most");
        }
    }

    @Override
    public Staged claim(String name, OutputId output, long size) {
        requireSize(size);
        Path file = folder.resolve(name).normalize();
        if (!folder.equals(file.getParent())) {
            throw new CacheException(CacheError.BAD_REQUEST, "a body that is not in " + folder);
        }
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (facts.isRegularFile() && facts.size() == size) {
                return new Staged(file, output, size);
            }
            throw new CacheException(CacheError.BAD_REQUEST, file + " is not a file of " + size + " bytes");
        } catch (IOException e) {
            throw new CacheException(CacheError.BAD_REQUEST, file + " cannot be read: " + e, e);
        }
    }

    /** Removes what has lain here for longer than anybody writes. What is moved aside is as old as its last use. */
    void sweep(Instant now) throws IOException {
        FileTime oldest = FileTime.from(now.minus(GRACE));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                sweep(file, oldest);
            }
        } catch (NoSuchFileException e) {
            // Nothing ever arrived.
            return;
        }
    }

    private static void sweep(Path file, FileTime oldest) throws IOException {
        try {
            FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            if (written.compareTo(oldest) < 0 && !Eviction.holds(file)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Its writer is done with it.
            return;
        }
    }
}
