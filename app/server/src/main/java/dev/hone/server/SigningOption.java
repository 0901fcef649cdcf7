package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The key that manifests are signed with: {@code --signing-key}. */
final class SigningOption {
    private SigningOption() {}

    static void declare(Declaration declaration) {
        declaration.option(
                "--signing-key",
                "FILE",
                "The Ed25519 key in PEM that what is published is signed with; made if it is not there.");
    }

    static @Nullable Path file(Arguments arguments) {
        return arguments.value("--signing-key").map(Path::of).orElse(null);
    }
}
