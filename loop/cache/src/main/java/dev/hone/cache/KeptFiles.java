package dev.hone.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lists what a cache folder has, while others use it. */
final class KeptFiles {
    /** What a file takes beside its bytes, and a record takes in all: a block. */
    private static final long BLOCK = 4096;

    private KeptFiles() {}

    /** A file that is kept, and when it was last used. */
    record Kept(Path file, long size, Instant used) {
        /** What it takes of the disk, roughly. */
        long cost() {
            return (size + BLOCK - 1) / BLOCK * BLOCK + BLOCK / 8;
        }
    }

    /** Those of one kind: actions or outputs. */
    static List<Kept> in(Path kind) throws IOException {
        List<Kept> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(kind)) {
            for (Path folder : folders) {
                collectFiles(folder, all);
            }
        } catch (NoSuchFileException e) {
            return all; // removed meanwhile
        }
        return all;
    }

    private static void collectFiles(Path folder, List<Kept> to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                collectFile(file, to);
            }
        }
    }

    private static void collectFile(Path file, List<Kept> to) throws IOException {
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            to.add(new Kept(file, facts.size(), facts.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return; // removed meanwhile
        }
    }
}
