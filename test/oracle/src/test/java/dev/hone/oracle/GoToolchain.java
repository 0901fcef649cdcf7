package dev.hone.oracle;

import dev.hone.gopgo.GoRelease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The {@code preprofile} tool of one Go release. The program itself is run, because {@code go tool} takes longer to start
 * than it does to work.
 */
record GoToolchain(String name, Path preprofile) {
    /** Comma-separated names for {@code GOTOOLCHAIN}; {@code local} is the one on PATH. */
    private static final String PROPERTY = "hone.go.toolchains";

    static List<GoToolchain> all() {
        return Stream.of(System.getProperty(PROPERTY, "local").split(",", -1))
                .map(GoToolchain::find)
                .toList();
    }

    private static GoToolchain find(String name) {
        String path = go(name, "tool", "-n", "preprofile");
        String version = go(name, "env", "GOVERSION");
        Assumptions.assumeFalse(path.isEmpty(), "go cannot get the toolchain " + name);
        return new GoToolchain(version, Path.of(path));
    }

    private static String go(String toolchain, String... arguments) {
        GoCommand.Ended ended = GoCommand.run(Map.of("GOTOOLCHAIN", toolchain), arguments);
        return ended.status() == 0 ? ended.said().strip() : "";
    }

    GoRelease release() {
        return GoRelease.of(name);
    }

    /** What the tool makes of a file, with its bytes as Latin-1 characters. */
    Verdict ask(Path profile, Path output) {
        try {
            Files.deleteIfExists(output);
            GoCommand.Ended ended = GoCommand.run(
                    Map.of(), List.of(preprofile.toString(), "-i", profile.toString(), "-o", output.toString()));
            return ended.status() == 0
                    ? new Verdict.Accepted(Files.readString(output, StandardCharsets.ISO_8859_1))
                    : new Verdict.Refused(ended.said());
        } catch (IOException e) {
            throw new UncheckedIOException("reading what " + preprofile + " wrote", e);
        }
    }
}
