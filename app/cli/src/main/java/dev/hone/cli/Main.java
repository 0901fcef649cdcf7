package dev.hone.cli;

import dev.hone.base.Sleeper;
import dev.hone.command.Hone;
import dev.hone.command.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The way in: runs one command and ends the process with its exit code. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Not System.exit: it looks for a logger first, which costs as much as the whole of --version. No hooks to run.
        Runtime.getRuntime().halt(run(args));
    }

    static int run(String... args) {
        Terminal terminal = new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.Facts.of(System.getProperties(), System.getenv()),
                System::nanoTime);
        Outside outside = new Outside(InstantSource.system(), SecureRandom::new, Sleeper.REAL);
        return new Hone(Commands.catalog(outside), terminal).run(args);
    }
}
