package dev.hone.oracle;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The {@code go} on PATH, run in the directory of this Go module. */
final class GoCommand {
    private GoCommand() {}

    /** How a run ended, and what it said on both streams. */
    record Ended(int status, String said) {
        /** What it said, if it ended well. */
        String orFail(String purpose) {
            if (status != 0) {
                throw new IllegalStateException(purpose + " failed:\n" + said);
            }
            return said;
        }
    }

    /** The program; the test that needs it is skipped when there is none. */
    static Path onPath() {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "go"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "there is no go on PATH; install Go 1.26");
        return found.orElseThrow();
    }

    static Ended run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst(onPath().toString());
        return run(environment, command);
    }

    /** Builds a main package of this module into {@code target}. */
    static Path build(String name, String folder) {
        Path program = OracleBinary.module().resolve("target").resolve(name);
        run(Map.of(), "build", "-o", program.toString(), folder).orFail("building " + folder);
        return program;
    }

    /** Runs any program as this class runs go. */
    static Ended run(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(OracleBinary.module().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException("running " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }
}
