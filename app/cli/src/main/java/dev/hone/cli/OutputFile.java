package dev.hone.cli;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.command.Arguments;
import dev.hone.command.OrderlyEnd;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes the file that {@code -o} names: beside it first, then in its place, so that nobody ever sees half of one. */
final class OutputFile {
    private OutputFile() {}

    /** The file that {@code -o} names, for commands that cannot do without. A name that is none is refused now. */
    static String required(Arguments arguments) {
        String name = arguments
                .value("-o")
                .orElseThrow(() -> new UsageException("where to? name a file with -o, or -o - for standard output"));
        path(name);
        return name;
    }

    private static Path path(String name) {
        if (name.isEmpty()) {
            throw new UsageException("the name behind -o is empty; is a variable not set?");
        }
        try {
            Path file = Path.of(name);
            if (name.endsWith("/") || Files.isDirectory(file)) {
                throw new UsageException("-o " + name + " is a folder; name the file to write in it");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new UsageException("-o " + name + " is no file name: " + e.getReason());
        }
    }

    /** Writes to the file, or to standard output when the name is {@code -}. */
    static void write(String name, byte[] content, Terminal terminal) {
        if (name.equals("-")) {
            terminal.print(content);
            return;
        }
        Path file = path(name);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, content);
            } else {
                replace(file, content, unique(terminal));
            }
        } catch (IOException e) {
            throw new NotWritten(name, e);
        }
    }

    private static void replace(Path file, byte[] content, String unique) throws IOException {
        Path target = target(file);
        Path beside = target.resolveSibling(".hone-" + unique + ".new");
        try (OrderlyEnd _ = OrderlyEnd.begin()) {
            replace(target, beside, content);
        }
    }

    private static void replace(Path target, Path beside, byte[] content) throws IOException {
        try {
            Files.write(beside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (Files.exists(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Process numbers alone repeat from container to container. */
    private static String unique(Terminal terminal) {
        return ProcessHandle.current().pid() + "-"
                + Long.toUnsignedString(terminal.nanoClock().getAsLong(), 36);
    }

    /** Where a link leads, also when nothing is there yet. */
    private static Path target(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        return Files.isSymbolicLink(file) ? file.resolveSibling(Files.readSymbolicLink(file)) : file.toAbsolutePath();
    }

    /** The file could not be written; what was there before is still there. */
    private static final class NotWritten extends HoneException {
        private static final long serialVersionUID = 1;

        NotWritten(String file, IOException e) {
            super(Code.NOT_WRITTEN, "writing " + file + " failed: " + reason(e), e);
        }

        private static String reason(IOException e) {
            if (e instanceof NoSuchFileException) {
                return "the folder is not there";
            }
            return e instanceof AccessDeniedException ? "you may not write there" : String.valueOf(e.getMessage());
        }

        private enum Code implements ErrorCode {
            NOT_WRITTEN;

            @Override
            public Kind kind() {
                return Kind.ENVIRONMENT;
            }
        }
    }
}
