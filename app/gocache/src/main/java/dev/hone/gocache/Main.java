package dev.hone.gocache;

import dev.hone.cache.CacheSurroundings;
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
        Runtime.getRuntime().halt(run(args));
    }

    static int run(String... args) {
        Terminal terminal = new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.Facts.of(System.getProperties(), System.getenv()),
                System::nanoTime);
        CacheSurroundings surroundings =
                new CacheSurroundings(InstantSource.system(), System::nanoTime, new SecureRandom());
        return new Hone(Commands.catalog(surroundings), terminal).run(args);
    }
}
