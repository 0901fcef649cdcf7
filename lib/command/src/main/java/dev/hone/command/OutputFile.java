package dev.hone.command;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes the file that an option such as {@code -o} names: beside it first, then in its place, so that nobody ever sees half of one. */
public final class OutputFile {
    private static final int BUFFER = 1 << 16;
    private static final String USUAL = "-o";

    private OutputFile() {}

    /** What is written, piece by piece. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream stays the caller's. */
        void to(OutputStream out) throws IOException;
    }

    /** The file that {@code -o} names, for commands that cannot do without. A name that is none is refused now. */
    public static String required(Arguments arguments) {
        String name = arguments
                .value(USUAL)
                .orElseThrow(() -> new UsageException("where to? name a file with -o, or -o - for standard output"));
        path(USUAL, name);
        return name;
    }

    private static Path path(String option, String name) {
        if (name.isEmpty()) {
            throw new UsageException("the name behind " + option + " is empty; is a variable not set?");
        }
        try {
            Path file = Path.of(name);
            if (name.endsWith("/") || Files.isDirectory(file)) {
                throw new UsageException(option + " " + name + " is a folder; name the file to write in it");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new UsageException(option + " " + name + " is no file name: " + e.getReason());
        }
    }

    /** Writes to the file that {@code -o} names, or to standard output when the name is {@code -}. */
    public static void write(String name, byte[] content, Terminal terminal) {
        write(USUAL, name, out -> out.write(content), terminal);
    }

    /** The same for another option, and for what is made while it is written. */
    public static void write(String option, String name, Content content, Terminal terminal) {
        try {
            if (name.equals("-")) {
                content.to(terminal.stream());
                return;
            }
            Path file = path(option, name);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                write(file, content);
            } else {
                replace(file, content, unique(terminal));
            }
        } catch (IOException e) {
            throw new NotWritten(name, e);
        }
    }

    private static void write(Path file, Content content, OpenOption... options) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, options), BUFFER)) {
            content.to(out);
        }
    }

    private static void replace(Path file, Content content, String unique) throws IOException {
        Path target = target(file);
        Path beside = target.resolveSibling(".hone-" + unique + ".new");
        try (OrderlyEnd _ = OrderlyEnd.begin()) {
            replace(target, beside, content);
        }
    }

    private static void replace(Path target, Path beside, Content content) throws IOException {
        try {
            write(beside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
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
