package dev.hone.blob;

import dev.hone.blob.FileSettings.MetadataMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Writes files that have no name among the blobs yet, and sweeps away those that never got one. */
final class NewFiles {
    /** Longer than anybody leaves a file untouched while writing it. */
    static final Duration GRACE = Duration.ofHours(6);

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final FileSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicBoolean swept = new AtomicBoolean();

    NewFiles(Path folder, FileSettings settings, InstantSource clock, RandomGenerator random) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** A file without a name among the blobs, and the version it has. */
    record NewFile(Path path, BlobVersion version) {}

    /** A file with all of a blob in it, down on the disk if so set; the caller gives it its name or deletes it. */
    NewFile write(Content content, Metadata metadata) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        sweepOnce();
        Path file = folder.resolve(HexFormat.of().toHexDigits(random.nextLong()));
        @Nullable NewFile written = null;
        try (InputStream in = opened(content);
                FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(in, out);
            FileState state = settings.metadata() == MetadataMode.KEEP ? described(file, metadata) : stamped(file);
            if (settings.sync()) {
                out.force(true);
            }
            written = new NewFile(file, state.info().version());
            return written;
        } finally {
            if (written == null) {
                Files.deleteIfExists(file);
            }
        }
    }

    private FileState described(Path file, Metadata metadata) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        try {
            return FileState.write(file, metadata, random.nextLong());
        } catch (IOException e) {
            throw new BlobException(
                    BlobError.MISCONFIGURED,
                    "the file system of " + folder + " keeps no extended attributes (" + e.getMessage()
                            + "); choose another one, or add metadata=skip to the URL",
                    e);
        }
    }

    /** Without an attribute the time is all that tells one file from the next: chance takes the place of its nanoseconds. */
    private FileState stamped(Path file) throws IOException {
        Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Files.setLastModifiedTime(file, FileTime.from(second.plusNanos(random.nextInt(1_000_000_000))));
        return FileState.plain(file);
    }

    private static InputStream opened(Content content) throws IOException {
        try {
            return content.open();
        } catch (ExactStream.WrongLength e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void copy(InputStream in, FileChannel out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (ExactStream.WrongLength e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static BlobException unreadable(IOException e) {
        return new BlobException(BlobError.BAD_BODY, "the body could not be read: " + e, e);
    }

    /** Waits until the disk has the names in a folder. Where folders cannot be opened, the system sees to it itself. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // It was taken away with its last blob, so there is no name left to keep.
            return;
        }
    }

    private void sweepOnce() throws IOException {
        if (swept.getAndSet(true)) {
            return;
        }
        Instant oldest = clock.instant().minus(GRACE);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                sweep(file, oldest);
            }
        }
    }

    private static void sweep(Path file, Instant oldest) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Its writer is done with it.
            return;
        }
    }
}
