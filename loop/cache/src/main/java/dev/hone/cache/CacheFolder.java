package dev.hone.cache;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder that a cache is kept in: this user's, and nobody else writes to it. */
final class CacheFolder {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private CacheFolder() {}

    /** Makes it if need be, and finds out whether it can be written, with a file of a name that nobody else uses. */
    static void prepare(Path folder, Path probe) throws IOException {
        create(folder);
        requireOurs(folder);
        for (String part : new String[] {"a", "o", "incoming", "pins"}) {
            create(folder.resolve(part));
            requireOurs(folder.resolve(part));
        }
        requireOwn(folder, probe);
    }

    private static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder, POSIX ? new FileAttribute<?>[] {ownerOnly()} : new FileAttribute<?>[0]);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    /** Whoever can write here can poison each build of this user. */
    private static void requireOurs(Path folder) throws IOException {
        if (!POSIX) {
            return;
        }
        PosixFileAttributes facts = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!facts.isDirectory()) {
            throw refused(folder, "it is a link or no folder", "remove it");
        }
        if (facts.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw refused(folder, "everybody can write to it", "chmod o-w it, or name another one");
        }
    }

    /** A file that we make belongs to us. */
    private static void requireOwn(Path folder, Path probe) throws IOException {
        Files.write(probe, new byte[0]);
        try {
            String owner = Files.getOwner(folder).getName();
            if (POSIX && !owner.equals(Files.getOwner(probe).getName())) {
                throw refused(folder, "it belongs to " + owner, "name another one with HONE_CACHE_DIR");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static CacheException refused(Path folder, String reason, String remedy) {
        return new CacheException(
                CacheError.UNUSABLE_FOLDER,
                "the cache folder " + folder + " is not used, because " + reason + "; " + remedy);
    }
}
