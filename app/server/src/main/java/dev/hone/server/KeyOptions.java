package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of keys: {@code --keys}. */
final class KeyOptions {
    private KeyOptions() {}

    static void declare(Declaration declaration) {
        declaration.option(
                "--keys",
                "FILE",
                "Who may do what, a line for each key: sha256:HEX name=ci roles=submit,read app=web. Read again when it "
                        + "changes.");
    }

    static @Nullable Path file(Arguments arguments) {
        return arguments.value("--keys").map(Path::of).orElse(null);
    }
}
