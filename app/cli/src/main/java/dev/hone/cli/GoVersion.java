package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.gopgo.GoRelease;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Which Go to answer for: the one that is named, else the one on PATH, else Go 1.26. */
final class GoVersion {
    private static final String OPTION = "--go";
    private static final String KNOWN = " (1.20 to 1.27 are known, newer 1.x count as 1.27)";

    private GoVersion() {}

    static void declare(Declaration declaration) {
        declaration.option(
                OPTION, "VERSION", "The Go release to answer for, as 1.27 (default: the go on PATH, else 1.26).");
    }

    static GoRelease of(Arguments arguments, Terminal terminal) {
        Optional<String> named = arguments.value(OPTION);
        try {
            return named.isPresent()
                    ? GoRelease.of(named.get())
                    : onPath(terminal.facts().environment().getOrDefault("PATH", ""))
                            .orElse(GoRelease.GO_1_26);
        } catch (IllegalArgumentException e) {
            throw new UsageException(OPTION + ": " + e.getMessage() + KNOWN);
        }
    }

    /** Reads the VERSION file beside the program: starting {@code go} to ask it would take longer than the answer. */
    private static Optional<GoRelease> onPath(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst()
                .flatMap(GoVersion::release);
    }

    private static Optional<GoRelease> release(Path go) {
        try {
            Path version = go.toRealPath().resolveSibling("../VERSION");
            return Optional.of(
                    GoRelease.of(Files.readAllLines(version).getFirst().strip()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
