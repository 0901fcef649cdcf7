package dev.hone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** A Go program that works and hands out profiles of itself; it ends when this is closed. */
record GoProgram(Process process, String http, String https) implements AutoCloseable {
    private static final Path MODULE = Path.of("..", "..", "test", "oracle");

    /** Builds the program into a folder and starts it; the test is skipped when there is no Go. */
    static GoProgram start(Path folder) {
        Path program = folder.resolve("serve").toAbsolutePath();
        build(program);
        try {
            Process process = new ProcessBuilder(program.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            return new GoProgram(
                    process, Objects.requireNonNull(said.readLine()), Objects.requireNonNull(said.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build(Path program) {
        Process go;
        try {
            go = new ProcessBuilder("go", "build", "-o", program.toString(), "./serve")
                    .directory(MODULE.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("there is no go on PATH; install Go 1.26");
            throw new UncheckedIOException(e);
        }
        try {
            String said = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (go.waitFor() != 0) {
                throw new IllegalStateException("building ./serve failed:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
