package dev.hone.profile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a profile tells about the Go program it was taken of, read off the names and paths of its functions.
 *
 * @param version the toolchain, as {@code go1.26.8} or only {@code go1.26}; null when the path of the standard library does not tell
 * @param trimmed whether the program was built with {@code -trimpath}; then there is no version to read
 * @param mainFile the file of {@code main.main}; null when it is not in the profile
 */
public record GoBuild(
        @Nullable String version, boolean trimmed, @Nullable Text mainFile) {
    private static final Pattern TOOLCHAIN =
            Pattern.compile("toolchain@v[0-9.]+-(go[0-9][0-9a-z.]*?)\\.[a-z]+-[a-z0-9]+/");
    private static final Pattern VERSIONED_ROOT =
            Pattern.compile("/go[-/]?([0-9]+\\.[0-9]+(?:\\.[0-9]+)?)(?:/[^/]+)?/src/(?:runtime|internal)/");
    private static final Text MAIN = Text.of("main.main");

    /** Reads the facts; empty when the program is not a Go program. */
    public static Optional<GoBuild> of(Profile profile) {
        Functions functions = profile.functions();
        @Nullable Text runtimeFile = null;
        @Nullable Text mainFile = null;
        for (int i = 0; i < functions.size(); i++) {
            Text name = functions.name(i);
            if (runtimeFile == null && name.startsWith("runtime.") && isGoFile(functions.file(i))) {
                runtimeFile = functions.file(i);
            } else if (name.equals(MAIN)) {
                mainFile = functions.file(i);
            }
        }
        if (runtimeFile == null) {
            return Optional.empty();
        }
        String path = runtimeFile.toString();
        boolean trimmed = path.startsWith("runtime/") || path.startsWith("internal/");
        return Optional.of(new GoBuild(version(path), trimmed, mainFile));
    }

    private static boolean isGoFile(Text file) {
        String path = file.toString();
        return path.contains("runtime/") && (path.endsWith(".go") || path.endsWith(".s"));
    }

    private static @Nullable String version(String path) {
        Matcher toolchain = TOOLCHAIN.matcher(path);
        if (toolchain.find()) {
            return toolchain.group(1);
        }
        Matcher root = VERSIONED_ROOT.matcher(path);
        return root.find() ? "go" + root.group(1) : null;
    }
}
