package dev.hone.server;

import dev.hone.base.Secret;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key that is shown to another server, as the command line's own commands take it: {@code --key}. */
final class ApiKey {
    private static final String VARIABLE = "HONE_API_KEY";
    private static final String FILE = "HONE_API_KEY_FILE";

    private ApiKey() {}

    /** Declares the option, which has variables of its own. */
    static void declare(Declaration declaration) {
        declaration.option(
                "--key",
                "KEY",
                "The key to show the server. Others can see command lines, so better by variable. [" + VARIABLE + "; "
                        + FILE + " names a file that holds it]");
    }

    static @Nullable Secret of(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        String given = arguments.value("--key").orElseGet(() -> environment.getOrDefault(VARIABLE, ""));
        String file = environment.getOrDefault(FILE, "");
        String key = given.isEmpty() && !file.isEmpty() ? read(file) : given;
        if (key.isEmpty()) {
            return null;
        }
        if (!key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new UsageException("--key holds no key: a key is printable ASCII without blanks");
        }
        return Secret.of(key);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(FILE + ": reading " + file + " failed: " + e.getMessage());
        }
    }
}
