package dev.hone.cli;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes the file that {@code -o} names: beside it first, then in its place, so that nobody ever sees half of one. */
final class OutputFile {
    private OutputFile() {}

    /** The file that {@code -o} names, for commands that cannot do without. */
    static String required(Arguments arguments) {
        return arguments
                .value("-o")
                .orElseThrow(() -> new UsageException("where to? name a file with -o, or -o - for standard output"));
    }

    /** Writes to the file, or to standard output when the name is {@code -}. */
    static void write(String name, byte[] content, Terminal terminal) {
        if (name.equals("-")) {
            terminal.print(content);
            return;
        }
        Path file = Path.of(name);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, content);
            } else {
                replace(file, content);
            }
        } catch (IOException e) {
            throw new NotWritten(name, e);
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.write(beside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** The file could not be written; what was there before is still there. */
    private static final class NotWritten extends HoneException {
        private static final long serialVersionUID = 1;

        NotWritten(String file, IOException e) {
            super(Code.NOT_WRITTEN, "writing " + file + " failed: " + e + "; what was there before is unchanged", e);
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
