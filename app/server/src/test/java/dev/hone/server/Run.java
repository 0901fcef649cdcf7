package dev.hone.server;

import dev.hone.command.Hone;
import dev.hone.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs a command that is asked to end as soon as it serves, and keeps what it wrote. */
record Run(int exitCode, String out, String err) {
    static Run of(Map<String, String> environment, String... args) {
        return run(environment, Map.of(), 0, args);
    }

    /** The same with a command that nobody asks to end. */
    static Run toItsEnd(Map<String, String> environment, String... args) {
        return run(environment, Map.of(), 1, args);
    }

    /** In a world that has these variables too, for what the programs of others read. */
    static Run with(Map<String, String> variables, String... args) {
        return run(variables, variables, 0, args);
    }

    private static Run run(Map<String, String> environment, Map<String, String> variables, int waits, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        World world = new World(
                InstantSource.system(), System::nanoTime, new SecureRandom(), variables, new CountDownLatch(waits));
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                out,
                err,
                new Terminal.Facts(false, false, false, 100, environment),
                System::nanoTime);
        int code = new Hone(Commands.catalog(world), terminal).run(args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Run of(String... args) {
        return of(Map.of(), args);
    }
}
