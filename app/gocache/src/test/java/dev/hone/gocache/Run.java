package dev.hone.gocache;

import dev.hone.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs a command and keeps what it wrote. */
record Run(int exitCode, String out, String err) {
    static Run of(Map<String, String> environment, String... args) {
        return told("", environment, args);
    }

    /** With this on standard input. */
    static Run told(String input, Map<String, String> environment, String... args) {
        return told(input, new Terminal.Facts(false, false, false, 100, environment), args);
    }

    /** For a person who reads it in colour. */
    static Run inColor(Map<String, String> environment, String... args) {
        return told("", new Terminal.Facts(true, true, true, 100, environment), args);
    }

    private static Run told(String input, Terminal.Facts facts, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, facts, System::nanoTime);
        int code = Main.run(terminal, args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Run of(String line) {
        return of(Map.of(), line.split(" ", -1));
    }
}
