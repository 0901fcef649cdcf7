package dev.hone.gocache;

import dev.hone.cache.CacheSurroundings;
import dev.hone.command.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * The reports of the last builds, a small file each, in the cache folder; of the very last ones also their traces. A file comes whole,
 * by a move. Whoever writes one removes what is too many, so that there are never much more than that.
 */
final class ReportFolder {
    /** A day's work, or a few minutes of a large machine. */
    static final int MOST = 100;

    /** They are larger, and who wants to look at one has just built. */
    static final int MOST_TRACES = 10;

    private static final int LARGEST = 1 << 16;
    /** The time, in a fixed number of digits, so that names sort as builds began. */
    private static final Pattern NAME = Pattern.compile("[0-9]{13}-[0-9a-f]{8}");

    private static final String TRACE_ENDING = ".trace";
    private static final Pattern TRACE = Pattern.compile("[0-9]{13}-[0-9a-f]{8}\\.trace");
    private static final Pattern UNFINISHED = Pattern.compile("[0-9]{13}-[0-9a-f]{8}(\\.trace)?\\.new");

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
            attempt(() -> {
                write(name, out -> out.write(ReportJson.bytes(report)));
                sweep();
            });
        }

        /** Writes the trace of the same build, before its report. When that fails there is none. */
        void keep(BuildTrace trace) {
            attempt(() -> write(name + TRACE_ENDING, out -> TraceFile.write(trace, out)));
        }
    }

    /** Writes files. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            // A full disk, or a folder that can only be read: builds do not need their reports.
            return;
        }
    }

    private void write(String file, OutputFile.Content content) throws IOException {
        Files.createDirectories(folder);
        Path fresh = folder.resolve(file + ".new");
        try (OutputStream out = Files.newOutputStream(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            content.to(out);
        }
        Files.move(fresh, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A place for a build that begins now. */
    Place place(CacheSurroundings surroundings) {
        long now = Math.clamp(surroundings.clock().instant().toEpochMilli(), 0, 9_999_999_999_999L);
        return new Place("%013d-%s"
                .formatted(now, HexFormat.of().toHexDigits(surroundings.random().nextInt())));
    }

    private void sweep() throws IOException {
        leave(MOST, NAME);
        leave(MOST_TRACES, TRACE);
        // What a process left half-written when it was killed; the newest may be somebody's at work.
        leave(MOST, UNFINISHED);
    }

    private void leave(int most, Pattern pattern) throws IOException {
        List<Path> files = named(pattern);
        for (Path old : files.subList(Math.min(most, files.size()), files.size())) {
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

    /** A report, and what is kept of the trace of its build. */
    record Traced(BuildReport report, Kept trace) {}

    /** What is kept of a trace. */
    sealed interface Kept {
        /** All of it. */
        record Whole(BuildTrace trace) implements Kept {}

        /** Nothing: the build is too long ago, or it could not be written. */
        record Nothing() implements Kept {}

        /** Something that cannot be read. */
        record Damaged() implements Kept {}
    }

    /** The last reports with their traces, the newest first. */
    List<Traced> traced(int most) throws IOException {
        List<Traced> builds = new ArrayList<>();
        for (Path file : named(NAME)) {
            if (builds.size() == most) {
                break;
            }
            Path trace = file.resolveSibling(file.getFileName() + TRACE_ENDING);
            read(file).ifPresent(report -> builds.add(new Traced(report, kept(trace))));
        }
        return builds;
    }

    private static Kept kept(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Kept.Nothing();
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return TraceFile.read(in).<Kept>map(Kept.Whole::new).orElseGet(Kept.Damaged::new);
        } catch (NoSuchFileException e) {
            return new Kept.Nothing();
        } catch (IOException e) {
            return new Kept.Damaged();
        }
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
