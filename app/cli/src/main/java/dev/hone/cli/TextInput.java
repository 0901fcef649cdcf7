package dev.hone.cli;

import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file of text that an option names, or standard input. */
final class TextInput {
    private static final int MOST = 1 << 28;

    private TextInput() {}

    static String read(String file, Terminal terminal) {
        return new String(bytes(file, terminal), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String file, Terminal terminal) {
        try {
            byte[] content;
            if (file.equals("-")) {
                content = terminal.in().readNBytes(MOST + 1);
            } else {
                content = Files.size(Path.of(file)) > MOST ? new byte[MOST + 1] : Files.readAllBytes(Path.of(file));
            }
            if (content.length > MOST) {
                throw new UsageException(Text.of(file) + " is larger than 256 MiB");
            }
            return content;
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException(Text.of(file) + ": there is no such file");
        } catch (IOException e) {
            throw new UsageException(Text.of(file) + ": reading it failed: " + e.getMessage());
        }
    }
}
