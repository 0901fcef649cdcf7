package dev.hone.cli;

import dev.hone.command.Catalog;
import dev.hone.command.Hone;
import dev.hone.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/** Runs a command in this process and keeps what it wrote. */
record Run(int exitCode, String out, String err) {
    /** A real CPU profile of a Go program, the one that the documentation shows. */
    static final String EXAMPLE =
            Path.of("..", "..", "docs", "examples", "cpu.pb.gz").toString();

    private static final Terminal.Facts PLAIN = new Terminal.Facts(false, false, false, 100, Map.of());

    /** When it is, for commands that tell how long ago something was. */
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    /** The world as most tests need it: time stands still, and nobody waits. */
    static final Outside OUTSIDE = new Outside(() -> NOW, SecureRandom::new, _ -> {});

    static final Catalog CATALOG = Commands.catalog(OUTSIDE);

    static Run of(String... args) {
        return of(PLAIN, InputStream.nullInputStream(), args);
    }

    static Run withInput(byte[] input, String... args) {
        return of(PLAIN, new ByteArrayInputStream(input), args);
    }

    static Run with(Map<String, String> environment, String... args) {
        return of(new Terminal.Facts(false, false, false, 100, environment), InputStream.nullInputStream(), args);
    }

    static Run of(Terminal.Facts facts, InputStream in, String... args) {
        return of(OUTSIDE, facts, in, args);
    }

    static Run of(Outside outside, Terminal.Facts facts, InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Hone(Commands.catalog(outside), new Terminal(in, out, err, facts, System::nanoTime)).run(args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
