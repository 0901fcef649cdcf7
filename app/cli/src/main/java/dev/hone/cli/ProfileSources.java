package dev.hone.cli;

import dev.hone.base.Nearest;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Turns what people write for files (paths, directories, globs, {@code -}) into the files that are meant. */
final class ProfileSources {
    private static final int MOST_FILES = 100_000;
    private static final Set<FileVisitOption> FOLLOW = Set.of(FileVisitOption.FOLLOW_LINKS);

    private ProfileSources() {}

    /** One place to read a profile from. */
    sealed interface Source {
        /** How to call it in output. */
        String name();
    }

    /** Standard input. */
    record StandardInput() implements Source {
        @Override
        public String name() {
            return "-";
        }
    }

    /** A file; {@code named} says whether somebody named it, or it was found in a directory. */
    record File(Path path, boolean named) implements Source {
        @Override
        public String name() {
            return printable(path.toString());
        }
    }

    /** A profile that a running program hands out. */
    record Url(String address) implements Source {
        @Override
        public String name() {
            return printable(address);
        }
    }

    /** Something that names no file. */
    record Missing(String name, String reason) implements Source {
        public Missing {
            name = printable(name);
        }
    }

    static List<Source> of(List<String> arguments) {
        List<Source> sources = new ArrayList<>();
        for (String argument : arguments) {
            sources.addAll(expand(argument));
            if (sources.size() > MOST_FILES) {
                throw new UsageException(
                        "that are more than " + Quantity.count(MOST_FILES) + " files; name fewer at a time");
            }
        }
        return sources;
    }

    /** A name in which nothing moves the cursor or begins a line. */
    private static String printable(String name) {
        return Text.of(name).toString();
    }

    /** Whether a file has just this name. */
    static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The one file that an argument names. */
    static Source one(String argument) {
        List<Source> sources = of(List.of(argument));
        if (sources.size() != 1) {
            throw new UsageException("'" + argument + "' names " + sources.size() + " files; name one");
        }
        return sources.getFirst();
    }

    private static List<Source> expand(String argument) {
        if (argument.isEmpty()) {
            throw new UsageException("a file name is empty; is a variable not set?");
        }
        if (argument.equals("-")) {
            return List.of(new StandardInput());
        } else if (ProfileUrl.isMeant(argument)) {
            return List.of(new Url(argument));
        }
        try {
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                return inDirectory(path);
            } else if (Files.exists(path)) {
                return List.of(new File(path, true));
            } else if (argument.matches("(?s).*[*?\\[{].*")) {
                return matching(argument);
            }
            return List.of(new Missing(argument, "there is no such file" + hint(argument, path)));
        } catch (PatternSyntaxException e) {
            return List.of(new Missing(
                    argument, "there is no such file, and as a pattern it has no sense: " + e.getDescription()));
        } catch (InvalidPathException e) {
            return List.of(new Missing(argument, "this is no file name: " + e.getReason()));
        } catch (UncheckedIOException | IOException e) {
            return List.of(new Missing(argument, "it could not be listed: " + e.getMessage()));
        }
    }

    private static List<Source> inDirectory(Path directory) throws IOException {
        Walk walk = new Walk(path -> true, false);
        Files.walkFileTree(directory, FOLLOW, Integer.MAX_VALUE, walk);
        return walk.found(directory.toString(), "there are no files in it");
    }

    private static List<Source> matching(String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        Path start = startOf(glob);
        int below = Path.of(glob).getNameCount() - (start.toString().isEmpty() ? 0 : start.getNameCount());
        Walk walk = new Walk(matcher, true);
        Files.walkFileTree(start, FOLLOW, glob.contains("**") ? Integer.MAX_VALUE : below, walk);
        return walk.found(glob, "no file matches this pattern");
    }

    /** The directory that a glob's fixed beginning names. */
    private static Path startOf(String glob) {
        int special = glob.replaceFirst("(?s)[*?\\[{].*", "").length();
        int slash = glob.lastIndexOf('/', special - 1);
        return Path.of(slash < 0 ? "" : slash == 0 ? "/" : glob.substring(0, slash));
    }

    /** Collects files below a directory, leaving out hidden ones, and goes on where it may not look. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final PathMatcher wanted;
        private final boolean named;
        private final List<Source> sources = new ArrayList<>();

        Walk(PathMatcher wanted, boolean named) {
            this.wanted = wanted;
            this.named = named;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            Path name = directory.getFileName();
            boolean hidden = name != null && name.toString().matches("\\.[^.].*");
            return hidden && !named ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean hidden = file.getFileName().toString().startsWith(".");
            if (attributes.isRegularFile() && (named || !hidden) && wanted.matches(file)) {
                sources.add(new File(file, named));
            }
            return sources.size() > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (!(e instanceof FileSystemLoopException)) {
                String reason =
                        e instanceof NoSuchFileException ? "there is no such folder" : "it could not be looked into";
                sources.add(new Missing(file.toString(), reason));
            }
            return FileVisitResult.CONTINUE;
        }

        List<Source> found(String argument, String nothing) {
            sources.sort(Comparator.comparing(Source::name));
            return sources.isEmpty() ? List.of(new Missing(argument, nothing)) : sources;
        }
    }

    private static String hint(String argument, Path path) {
        return argument.matches("(?s)[A-Za-z0-9.-]+:[0-9]{1,5}(/.*)?")
                ? "; for a running program write http://" + printable(argument)
                : neighbour(path);
    }

    private static String neighbour(Path path) {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return "";
        }
        try (Stream<Path> siblings = Files.list(directory)) {
            List<String> names = siblings.limit(1000)
                    .map(sibling -> sibling.getFileName().toString())
                    .toList();
            return Nearest.hint(path.getFileName().toString(), names);
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
