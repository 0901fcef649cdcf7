package dev.hone.gocache;

import dev.hone.cache.CacheSurroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The reports of the last builds, a small file each, in the cache folder. A file comes whole, by a move. Whoever writes one
 * removes what is too many, so that there are never much more than that.
 */
final class ReportFolder {
    /** A day's work, or a few minutes of a large machine. */
    static final int MOST = 100;

    private static final int LARGEST = 1 << 16;
    /** The time, in a fixed number of digits, so that names sort as builds began. */
    private static final Pattern NAME = Pattern.compile("[0-9]{13}-[0-9a-f]{8}");

    private static final Pattern UNFINISHED = Pattern.compile("[0-9]{13}-[0-9a-f]{8}\\.new");

    private final Path folder;

    ReportFolder(Path root) {
        this.folder = root.resolve("reports");
    }

    /** Where the report of one build goes. */
    final class Place {
        private final String name;

        private Place(String name) {
            this.name = name;
        }

        /** Writes it, or writes it anew. When that fails there is no report, and nothing else is lost. */
        void keep(BuildReport report) {
            try {
                Files.createDirectories(folder);
                Path fresh = folder.resolve(name + ".new");
                Files.write(
                        fresh,
                        ReportJson.bytes(report),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
                Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                sweep();
            } catch (IOException e) {
                // A full disk, or a folder that can only be read: builds do not need their reports.
                return;
            }
        }
    }

    /** A place for a build that begins now. */
    Place place(CacheSurroundings surroundings) {
        long now = Math.clamp(surroundings.clock().instant().toEpochMilli(), 0, 9_999_999_999_999L);
        return new Place("%013d-%s"
                .formatted(now, HexFormat.of().toHexDigits(surroundings.random().nextInt())));
    }

    private void sweep() throws IOException {
        List<Path> reports = named(NAME);
        for (Path old : reports.subList(Math.min(MOST, reports.size()), reports.size())) {
            Files.deleteIfExists(old);
        }
        // What a process left half-written when it was killed; the newest may be somebody's at work.
        List<Path> unfinished = named(UNFINISHED);
        for (Path old : unfinished.subList(Math.min(MOST, unfinished.size()), unfinished.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** The newest first. */
    private List<Path> named(Pattern pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> pattern.matcher(file.getFileName().toString()).matches())) {
            files.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        found.sort(Collections.reverseOrder());
        return found;
    }

    /** The last reports, the newest first. What cannot be read is left out. */
    List<BuildReport> last(int most) throws IOException {
        List<BuildReport> reports = new ArrayList<>();
        for (Path file : named(NAME)) {
            if (reports.size() == most) {
                break;
            }
            read(file).ifPresent(reports::add);
        }
        return reports;
    }

    private static Optional<BuildReport> read(Path file) {
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return ReportJson.parse(in.readNBytes(LARGEST));
        } catch (IOException e) {
            // Swept meanwhile.
            return Optional.empty();
        }
    }
}
