package dev.hone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a prepared comparison: a line {@code name: command} per side, {@code mode: warm} for sides that stay, and comments.
 *
 * <p>A command that starts with {@code @tool} is a rival's: see {@link Rivals}. Commands run in the repository's root. A word
 * that ends in {@code /*} stands for the files of that folder, because there is no shell to say so.
 */
final class ScenarioFile {
    private final Path root;
    private final Rivals rivals;

    ScenarioFile(Path root, Rivals rivals) {
        this.root = root;
        this.rivals = rivals;
    }

    /** The prepared scenarios by name. */
    List<String> names() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return root.resolve("bench/scenarios");
    }

    Scenario read(String name) {
        if (!names().contains(name)) {
            throw new BenchException(
                    BenchException.Code.WRONG_USE,
                    "there is no scenario '" + name + "'; there are " + String.join(", ", names()));
        }
        try {
            return parse(name, Files.readAllLines(folder().resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Scenario parse(String name, List<String> lines) {
        boolean warm = false;
        List<Side> sides = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new BenchException(
                        BenchException.Code.WRONG_USE, name + ": neither 'name: command' nor '#': " + line);
            }
            String key = line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            if (key.equals("mode")) {
                warm = isWarm(name, value);
                continue;
            }
            side(key, Words.of(value)).ifPresentOrElse(sides::add, () -> skipped.add(rivals.absence(key, value)));
        }
        return new Scenario(name, warm, sides, skipped);
    }

    private static boolean isWarm(String name, String value) {
        return switch (value) {
            case "warm" -> true;
            case "process" -> false;
            default ->
                throw new BenchException(
                        BenchException.Code.WRONG_USE, name + ": the mode is 'warm' or 'process', not '" + value + "'");
        };
    }

    private Optional<Side> side(String name, List<String> words) {
        return rivals.resolve(words).map(command -> new Side(name, expand(command), root));
    }

    private List<String> expand(List<String> words) {
        return words.stream()
                .flatMap(word -> word.endsWith("/*") ? filesOf(word.substring(0, word.length() - 2)) : Stream.of(word))
                .toList();
    }

    private Stream<String> filesOf(String folder) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> folder + "/" + file.getFileName()).sorted().toList().stream();
        } catch (IOException e) {
            throw new BenchException(
                    BenchException.Code.WRONG_USE,
                    "there are no files in " + folder + "; bench/profiles makes the ones that are compared",
                    e);
        }
    }
}
