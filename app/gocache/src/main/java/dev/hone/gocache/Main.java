package dev.hone.gocache;

import dev.hone.cache.CacheSurroundings;
import dev.hone.command.Hone;
import dev.hone.command.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        return run(terminal, args);
    }

    static int run(Terminal terminal, String... args) {
        return new Hone(Commands.catalog(surroundings()), terminal).run(withCommand(args));
    }

    /** As with cacheprog, {@code hone cache} with nothing but options serves go. */
    private static String[] withCommand(String... args) {
        boolean bare = args.length > 0
                && args[0].equals("cache")
                && (args.length == 1
                        || (args[1].startsWith("-") && !List.of("-h", "--help").contains(args[1])));
        if (!bare) {
            return args;
        }
        List<String> all = new ArrayList<>(List.of(args));
        all.add(1, "direct");
        return all.toArray(String[]::new);
    }

    /** The variables of this process. */
    static Map<String, String> environment() {
        return System.getenv();
    }

    /** The world as it is. */
    static CacheSurroundings surroundings() {
        return new CacheSurroundings(InstantSource.system(), System::nanoTime, new SecureRandom());
    }
}
