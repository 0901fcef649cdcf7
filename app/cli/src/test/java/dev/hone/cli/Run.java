package dev.hone.cli;

import dev.hone.command.Hone;
import dev.hone.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs a command in this process and keeps what it wrote. */
record Run(int exitCode, String out, String err) {
    /** A real CPU profile of a Go program, the one that the documentation shows. */
    static final String EXAMPLE =
            Path.of("..", "..", "docs", "examples", "cpu.pb.gz").toString();

    private static final Terminal.Facts PLAIN = new Terminal.Facts(false, false, false, 100, Map.of());

    static Run of(String... args) {
        return of(PLAIN, InputStream.nullInputStream(), args);
    }

    static Run withInput(byte[] input, String... args) {
        return of(PLAIN, new ByteArrayInputStream(input), args);
    }

    static Run of(Terminal.Facts facts, InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Hone(Commands.catalog(), new Terminal(in, out, err, facts, System::nanoTime)).run(args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
