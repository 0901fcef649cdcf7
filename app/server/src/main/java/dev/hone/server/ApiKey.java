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
    private static final String FILE = "_FILE";

    private ApiKey() {}

    /** Declares the option, which has variables of its own. */
    static void declare(Declaration declaration) {
        declaration.option(
                "--key",
                "KEY",
                "The key to show the server. Others can see command lines, so better by variable. [" + VARIABLE + "; "
                        + VARIABLE + FILE + " names a file that holds it]");
    }

    static @Nullable Secret of(Arguments arguments, Terminal terminal) {
        return ofVariable(VARIABLE, arguments.value("--key").orElse(""), terminal);
    }

    /** The key that was given, or else that of a variable, or else that in the file which a variable names. */
    static @Nullable Secret ofVariable(String variable, String given, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        String held = given.isEmpty() ? environment.getOrDefault(variable, "") : given;
        String file = environment.getOrDefault(variable + FILE, "");
        String key = held.isEmpty() && !file.isEmpty() ? read(variable + FILE, file) : held;
        if (key.isEmpty()) {
            return null;
        }
        if (!key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new UsageException(
                    (given.isEmpty() ? variable : "--key") + " holds no key: a key is printable ASCII without blanks");
        }
        return Secret.of(key);
    }

    private static String read(String variable, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(variable + ": reading " + file + " failed: " + e.getMessage());
        }
    }
}
