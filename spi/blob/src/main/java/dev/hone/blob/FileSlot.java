package dev.hone.blob;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place of a key in the folder tree: what is there, and putting something there. Who changes a slot holds its lock.
 *
 * <p>Folders come with their first blob and go with their last; a file that arrives while its folder is being taken away
 * makes it again.
 */
record FileSlot(Path root, BlobKey key, Path file) {
    /** How often to meet others before giving up; each time somebody else got something done. */
    static final int PATIENCE = 100;

    static FileSlot of(Path root, BlobKey key) {
        return new FileSlot(root, key, FileNames.path(root, key));
    }

    Optional<BlobInfo> info() throws IOException {
        return FileState.read(file).map(FileState::info);
    }

    boolean holds(Condition condition) throws IOException {
        return switch (condition) {
            case Condition.None() -> true;
            case Condition.IfAbsent() -> info().isEmpty();
            case Condition.IfVersion(BlobVersion version) ->
                info().map(BlobInfo::version).equals(Optional.of(version));
        };
    }

    /** Gives a new file its name if the condition holds: the folders that have a new name in them, or none. */
    List<Path> place(Path fresh, Condition condition) throws IOException {
        for (int i = 0; i < PATIENCE; i++) {
            try {
                List<Path> changed = makeFolders();
                return moved(fresh, condition) ? changed : List.of();
            } catch (NoSuchFileException e) {
                if (!Files.exists(fresh, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
                // Whoever deleted the last blob of the folder took the folder away: make it again.
            } catch (IOException e) {
                clearFolder(e);
            }
        }
        throw new BlobException(BlobError.CONTENDED, "put " + key + ": its folder is taken away every time");
    }

    private boolean moved(Path fresh, Condition condition) throws IOException {
        if (condition instanceof Condition.IfAbsent) {
            return linked(fresh);
        }
        if (!holds(condition)) {
            return false;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** A link cannot take the place of what is there, not even of what somebody put there without the lock. */
    private boolean linked(Path fresh) throws IOException {
        try {
            Files.createLink(file, fresh);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(file + " is a folder", e);
            }
            return false;
        }
    }

    /** Makes what is missing above the file: the folders that have a new name in them then, the file's own included. */
    private List<Path> makeFolders() throws IOException {
        List<Path> changed = new ArrayList<>();
        Path folder = above(file);
        changed.add(folder);
        while (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            folder = above(folder);
            changed.add(folder);
        }
        try {
            if (!Files.isDirectory(above(file))) {
                Files.createDirectories(above(file));
            }
        } catch (IOException e) {
            Path inTheWay = e instanceof FileAlreadyExistsException there ? Path.of(there.getFile()) : folder;
            if (Files.isRegularFile(inTheWay, LinkOption.NOFOLLOW_LINKS)) {
                throw clash(inTheWay + " is a file", e);
            }
            // What was there a moment ago was taken away with its last blob.
            throw e instanceof FileAlreadyExistsException ? new NoSuchFileException(inTheWay.toString()) : e;
        }
        return changed;
    }

    /** A folder where the file should go: an empty one is only in the way, another one means other blobs. */
    private void clearFolder(IOException failure) throws IOException {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw failure;
        }
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
            throw clash(file + " is a folder", failure);
        }
    }

    private BlobException clash(String what, IOException e) {
        return new BlobException(
                BlobError.KEY_CLASH,
                "put " + key + ": " + what + ", and a file cannot be a folder too; choose another key",
                e);
    }

    /** Takes the file away, and the folders that it leaves empty: the folder that lost a name. */
    List<Path> remove() throws IOException {
        Files.deleteIfExists(file);
        Path folder = above(file);
        try {
            while (!folder.equals(root)) {
                Files.deleteIfExists(folder);
                folder = above(folder);
            }
        } catch (IOException e) {
            // Others are in it, or it is not ours to take away; an empty folder is no blob and is not listed.
            return List.of(folder);
        }
        return List.of(folder);
    }

    private static Path above(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException(path + " is not in a folder");
        }
        return parent;
    }
}
