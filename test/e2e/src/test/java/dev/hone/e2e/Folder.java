package dev.hone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What tests do to folders full of files. */
final class Folder {
    private static final Set<PosixFilePermission> WRITE = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private Folder() {}

    /** The checkout that these tests belong to. */
    static Path ofCheckout() {
        Path module = Path.of("").toAbsolutePath();
        return module.endsWith("test/e2e") ? module.resolve("../..").normalize() : module;
    }

    /** Copies everything, with times and permissions. */
    static void copy(Path from, Path to) {
        copyWith(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Copies everything; the copies are as old as they are. */
    static void copyAsNew(Path from, Path to) {
        copyWith(from, to);
    }

    private static void copyWith(Path from, Path to, CopyOption... options) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy, options);
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away the right to write from everybody, and gives the right to read. */
    static void makeReadOnly(Path folder) {
        changePermissions(folder, false);
    }

    static void makeWritable(Path folder) {
        changePermissions(folder, true);
    }

    static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Writes a program for the shell. */
    static void writeScript(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        makeExecutable(file);
    }

    /** Lets everybody reach what is below a folder, which a temporary one does not. */
    static void makeSearchable(Path folder) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void changePermissions(Path folder, boolean writable) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                    return change(path, true);
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                    return change(path, Files.isExecutable(path));
                }

                private FileVisitResult change(Path path, boolean executable) throws IOException {
                    Set<PosixFilePermission> rights = EnumSet.allOf(PosixFilePermission.class);
                    if (!writable) {
                        rights.removeAll(WRITE);
                    }
                    if (!executable) {
                        rights.removeAll(EnumSet.of(
                                PosixFilePermission.OWNER_EXECUTE,
                                PosixFilePermission.GROUP_EXECUTE,
                                PosixFilePermission.OTHERS_EXECUTE));
                    }
                    Files.setPosixFilePermissions(path, rights);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> list(Path folder, String ending) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
