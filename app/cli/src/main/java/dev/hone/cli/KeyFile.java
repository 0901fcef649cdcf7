package dev.hone.cli;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The file that a server reads its keys from. Comments and order are kept. */
/*
 * A change is written beside the file and moved over it, so that a server that reads meanwhile sees the old file or the new one.
 * The file beside is made exclusively: it is the lock too, as git does it.
 */
record KeyFile(Path path) {
    private static final int MOST = 1 << 22;

    static KeyFile of(String name) {
        try {
            if (name.isEmpty()) {
                throw new UsageException("the name behind --file is empty; is a variable not set?");
            }
            Path path = Path.of(name);
            return new KeyFile(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new UsageException("--file " + Text.of(name) + " is no file name");
        } catch (IOException e) {
            throw new NotChanged(name, String.valueOf(e.getMessage()));
        }
    }

    /** All lines as they are; none when there is no file yet. */
    List<String> lines() {
        try {
            if (!Files.exists(path)) {
                return List.of();
            } else if (Files.size(path) > MOST) {
                throw new UsageException(shown() + " is larger than 4 MiB; is it a key file?");
            }
            return Files.readString(path).lines().toList();
        } catch (IOException e) {
            throw new NotChanged(shown(), "reading failed: " + e.getMessage());
        }
    }

    /** All keys in their order. */
    List<KeyLine> keys() {
        return keys(lines());
    }

    List<KeyLine> keys(List<String> lines) {
        List<KeyLine> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (KeyLine.isKey(lines.get(i))) {
                try {
                    keys.add(KeyLine.parse(lines.get(i)));
                } catch (UsageException e) {
                    throw new UsageException(shown() + ", line " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        return keys;
    }

    /** Replaces the lines by others, made of those that are there when nobody else can change them. */
    void change(UnaryOperator<List<String>> change) {
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        boolean mine = false;
        try {
            Files.createFile(beside, attributes());
            mine = true;
            String text = String.join("\n", change.apply(lines()));
            Files.writeString(
                    beside, text.isEmpty() ? "" : text + "\n", StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
            mine = false;
        } catch (FileAlreadyExistsException e) {
            throw new NotChanged(
                    shown(),
                    Text.of(beside.toString())
                            + " is there: somebody else is changing it, or was interrupted; then remove that");
        } catch (IOException e) {
            throw new NotChanged(shown(), String.valueOf(e.getMessage()));
        } finally {
            if (mine) {
                remove(beside);
            }
        }
    }

    /** As the file is; a new one is for its owner alone. */
    private FileAttribute<?>[] attributes() throws IOException {
        Path folder = path.getParent() == null ? path : path.getParent();
        if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> permissions =
                Files.exists(path) ? Files.getPosixFilePermissions(path) : PosixFilePermissions.fromString("rw-------");
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // What went wrong before matters more.
        }
    }

    String shown() {
        return Text.of(path.toString()).toString();
    }

    /** The file could not be read or written; it is as it was. */
    private static final class NotChanged extends HoneException {
        private static final long serialVersionUID = 1;

        NotChanged(String file, String reason) {
            super(Code.NOT_CHANGED, file + ": " + reason);
        }

        private enum Code implements ErrorCode {
            NOT_CHANGED;

            @Override
            public Kind kind() {
                return Kind.ENVIRONMENT;
            }
        }
    }
}
