package dev.hone.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder that all sources are in. */
record Repository(Path root) {
    private static final Set<String> NOT_SOURCES =
            Set.of(".git", "target", "node_modules", ".idea", ".vscode", ".cifuzz-corpus", "hone-data");
    private static final Pattern MODULE = Pattern.compile("<module>\\s*([^<\\s]+)\\s*</module>");
    private static final int ENOUGH_TO_TELL = 8192;

    /** The repository that this test was started in. */
    static Repository here() {
        Path at = Path.of("").toAbsolutePath();
        for (Path up = at; up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("mvnw"))) {
                return new Repository(up);
            }
        }
        throw new IllegalStateException("there is no mvnw above " + at);
    }

    /** The folders that the root pom names as modules. */
    List<String> modules() {
        return MODULE.matcher(text(root.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The modules that have main code of ours. */
    List<Room> rooms() {
        return modules().stream()
                .filter(module -> Files.exists(root.resolve(module).resolve("src/main/java")))
                .map(Room::of)
                .toList();
    }

    /** Every file that holds text, in order, without what a build makes. */
    List<Path> texts() {
        List<Path> texts = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skip = NOT_SOURCES.contains(String.valueOf(folder.getFileName()));
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && isText(file)) {
                        texts.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stream().sorted().toList();
    }

    private static boolean isText(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            for (byte one : in.readNBytes(ENOUGH_TO_TELL)) {
                if (one == 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A file's name as people write it: from the root, with slashes. */
    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** A file's text; bytes that are not UTF-8 turn into question marks. */
    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
