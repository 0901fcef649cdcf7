package dev.hone.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be shared, in small files that outlive the process.
 *
 * <pre>
 * spool/&lt;store&gt;/&lt;process&gt;.owner      locked for as long as the process lives
 * spool/&lt;store&gt;/&lt;process&gt;/1fc3…      the record of an action whose output is to be shared
 * </pre>
 *
 * <p>What a dead process left is taken over by the next one that shares with the same store. For any thread.
 */
final class Spool implements AutoCloseable {
    private static final String OWNER = ".owner";
    private static final String REPLACE = "replace\n";

    private final Path folder;
    private final Path own;
    private final Incoming incoming;
    private @Nullable FileChannel owner;

    /**
     * What waits for one action.
     *
     * @param replace whether what is there already is to be replaced
     */
    record Waiting(ActionRecord record, boolean replace) {}

    Spool(Path folder, Incoming incoming) {
        this.folder = folder;
        this.own = folder.resolve(incoming.name().getFileName());
        this.incoming = incoming;
    }

    /** Notes a result. Another one of the same action is forgotten. */
    void add(ActionId action, Waiting waiting) throws IOException {
        prepare();
        byte[] record = waiting.record().bytes();
        String text = new String(record, StandardCharsets.US_ASCII) + (waiting.replace() ? REPLACE : "");
        Path beside = incoming.name();
        Files.writeString(beside, text, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        synchronized (this) {
            Files.move(beside, own.resolve(action.hex()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The lock comes before the folder, so that a folder without one belongs to nobody. */
    private synchronized void prepare() throws IOException {
        if (owner != null && Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.createDirectories(folder);
        if (owner == null) {
            owner = FileChannel.open(ownerOf(own), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = owner.lock();
            assert lock.isValid() : "just taken";
        }
        Files.createDirectories(own);
    }

    private static Path ownerOf(Path process) {
        return process.resolveSibling(process.getFileName() + OWNER);
    }

    /** What waits for an action; empty when it is done, or when its note makes no sense. */
    Optional<Waiting> read(ActionId action) {
        try {
            return parse(Files.readAllBytes(own.resolve(action.hex())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Waiting> parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        int end = text.indexOf('\n') + 1;
        String rest = text.substring(end);
        if (bytes.length > ActionRecord.LARGEST || !(rest.isEmpty() || rest.equals(REPLACE))) {
            return Optional.empty();
        }
        return ActionRecord.parse(text.substring(0, end).getBytes(StandardCharsets.US_ASCII))
                .map(record -> new Waiting(record, !rest.isEmpty()));
    }

    /** This no longer waits; what came for the same action meanwhile does. */
    synchronized void done(ActionId action, Waiting shared) {
        try {
            if (read(action).equals(Optional.of(shared))) {
                Files.deleteIfExists(own.resolve(action.hex()));
            }
        } catch (IOException e) {
            // It is shared once more, which changes nothing.
            return;
        }
    }

    /** The actions for which something waits here, what dead processes left among them. */
    List<ActionId> all() throws IOException {
        takeOver();
        List<ActionId> all = new ArrayList<>();
        for (Path file : list(own)) {
            String name = file.getFileName().toString();
            if (Digests.isHex(name)) {
                all.add(new ActionId(name));
            }
        }
        return all;
    }

    private void takeOver() throws IOException {
        for (Path process : list(folder)) {
            boolean other = !process.equals(own) && !process.toString().endsWith(OWNER);
            if (other && Files.isDirectory(process, LinkOption.NOFOLLOW_LINKS)) {
                takeOver(process);
            }
        }
    }

    private void takeOver(Path process) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(ownerOf(process), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return;
            }
            prepare();
            for (Path file : list(process)) {
                move(file);
            }
            Files.deleteIfExists(process);
            Files.deleteIfExists(ownerOf(process));
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            // Of this process, or taken over by another one meanwhile.
            return;
        }
    }

    /** What this process has noted is newer. */
    private void move(Path file) throws IOException {
        Path to = own.resolve(file.getFileName());
        if (Digests.isHex(file.getFileName().toString()) && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(all::add);
        } catch (NoSuchFileException e) {
            return all;
        }
        return all;
    }

    /** What waits goes on waiting, for the next process. */
    @Override
    public synchronized void close() {
        if (owner == null) {
            return;
        }
        try (FileChannel closing = owner) {
            if (list(own).isEmpty()) {
                Files.deleteIfExists(own);
                Files.deleteIfExists(ownerOf(own));
            }
            closing.force(false);
        } catch (IOException e) {
            // The next process finds it.
            return;
        } finally {
            owner = null;
        }
    }
}
