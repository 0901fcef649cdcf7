package dev.hone.oracle;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Finds the oracle's program, or builds it once per run; without Go the tests that ask for it are skipped. */
final class OracleBinary {
    /** A path to use instead of building. */
    static final String PROPERTY = "hone.oracle";

    private static final class Holder {
        static final Optional<Path> PATH = find();
    }

    private OracleBinary() {}

    static Path path() {
        Assumptions.assumeTrue(
                Holder.PATH.isPresent(),
                "no go on PATH to build the oracle with; install Go 1.26 or set -D" + PROPERTY + "=PROGRAM");
        return Holder.PATH.orElseThrow();
    }

    /** The directory of this Maven module, which is the Go module too. */
    static Path module() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    private static Optional<Path> find() {
        String given = System.getProperty(PROPERTY, "");
        return given.isEmpty() ? go().map(OracleBinary::build) : Optional.of(Path.of(given));
    }

    private static Optional<Path> go() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "go"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path build(Path go) {
        Path program = module().resolve("target").resolve("oracle");
        ProcessBuilder build = new ProcessBuilder(go.toString(), "build", "-o", program.toString(), "./cmd/oracle")
                .directory(module().toFile())
                .redirectErrorStream(true);
        try {
            Process process = build.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("go build of the oracle failed:\n" + output);
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("building the oracle with " + go, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building the oracle", e);
        }
    }
}
