package dev.hone.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Collects inputs on which the two sides differ, and keeps each input with both results for whoever looks into it. */
final class Disagreements {
    private static final int KEPT = 20;

    private final Path directory;
    private final List<String> found = new ArrayList<>();

    /** @param suite a word for the directory under {@code target/disagreements} */
    Disagreements(String suite) {
        this.directory = OracleBinary.module().resolve("target/disagreements").resolve(suite);
    }

    void compare(String name, byte[] input, Verdict ours, Verdict theirs) {
        if (!ours.agreesWith(theirs)) {
            add(name, input, text(ours), text(theirs));
        }
    }

    void compare(String name, byte[] input, String ours, String theirs) {
        if (!ours.equals(theirs)) {
            add(name, input, ours, theirs);
        }
    }

    private void add(String name, byte[] input, String ours, String theirs) {
        found.add(name + ": " + firstDifference(ours, theirs));
        if (found.size() <= KEPT) {
            keep(name + ".input", input);
            keep(name + ".ours.txt", ours.getBytes(StandardCharsets.UTF_8));
            keep(name + ".pprof.txt", theirs.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Fails if there were any. */
    void assertNone() {
        Assertions.assertThat(found)
                .as("inputs on which we differ from the oracle; kept in %s", directory)
                .isEmpty();
    }

    private static String text(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted(String dump) -> dump;
            case Verdict.Refused(String reason) -> "refused: " + reason;
        };
    }

    private static String firstDifference(String ours, String theirs) {
        List<String> a = ours.lines().toList();
        List<String> b = theirs.lines().toList();
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            String left = i < a.size() ? a.get(i) : "(nothing)";
            String right = i < b.size() ? b.get(i) : "(nothing)";
            if (!left.equals(right)) {
                return "line " + (i + 1) + ": ours " + left + " | theirs " + right;
            }
        }
        return "no line differs";
    }

    private void keep(String name, byte[] content) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("keeping a disagreement", e);
        }
    }
}
