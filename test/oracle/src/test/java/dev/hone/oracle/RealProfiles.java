package dev.hone.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The recorded profiles: those in this repository, and a directory of more that need not be there. */
final class RealProfiles {
    static final String CORPUS = "HONE_CORPUS";

    private RealProfiles() {}

    static List<Path> fixtures() {
        return files(OracleBinary.module().resolve("fixtures"));
    }

    /** CPU profiles of a program of ours that works in many ways, taken now. */
    static List<Path> recorded() {
        GoCommand.onPath();
        return Recording.DONE;
    }

    private static final class Recording {
        static final List<Path> DONE = record();

        private static List<Path> record() {
            Path program = GoCommand.build("kinds", "./kinds");
            Path directory = OracleBinary.module().resolve("target/recorded");
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("making " + directory, e);
            }
            GoCommand.run(Map.of(), List.of(program.toString(), "-o", directory.toString(), "-for", "500ms"))
                    .orFail("recording profiles");
            return files(directory);
        }
    }

    /** The files of the directory that the environment names; the test is skipped when it names none. */
    static List<Path> corpus() {
        String directory = System.getenv().getOrDefault(CORPUS, "");
        Assumptions.assumeFalse(
                directory.isEmpty(), CORPUS + " names no directory of profiles, so there are none to compare");
        return files(Path.of(directory));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !name(file).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + directory, e);
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }
}
