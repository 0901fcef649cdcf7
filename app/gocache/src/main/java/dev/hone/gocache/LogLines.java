package dev.hone.gocache;

import dev.hone.command.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Where lines for people go: to a file that was named, else to standard error. */
final class LogLines implements Consumer<String> {
    private final String file;
    private final Terminal terminal;

    LogLines(String file, Terminal terminal) {
        this.file = file;
        this.terminal = terminal;
    }

    /** A line in one write, since several processes may share the file. */
    @Override
    public synchronized void accept(String line) {
        String text = Terminal.visible(line) + "\n";
        if (file.isEmpty()) {
            terminal.complain(text);
            return;
        }
        try {
            Files.write(
                    Path.of(file),
                    text.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            terminal.complain(text);
        }
    }
}
