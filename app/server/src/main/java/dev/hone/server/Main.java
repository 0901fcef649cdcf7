package dev.hone.server;

import dev.hone.command.Hone;
import dev.hone.command.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The way in: runs one serving command until the process is asked to end, and ends it with the command's exit code. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        CountDownLatch asked = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            joinForever(main); // which halts when all is put away
        }));
        Runtime.getRuntime().halt(run(asked, args));
    }

    private static void joinForever(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static int run(CountDownLatch asked, String... args) {
        Terminal terminal = new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.Facts.of(System.getProperties(), System.getenv()),
                System::nanoTime);
        return new Hone(Commands.catalog(world(asked)), terminal).run(ordered(args));
    }

    /** As cacheprog does, options may stand before the word behind {@code cache}. */
    private static String[] ordered(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        int word = all.indexOf("proxy");
        if (word > 1 && all.getFirst().equals("cache") && all.get(1).startsWith("-")) {
            all.add(1, all.remove(word));
        }
        return all.toArray(String[]::new);
    }

    /** The world as it is. */
    static World world(CountDownLatch asked) {
        return new World(InstantSource.system(), System::nanoTime, new SecureRandom(), System.getenv(), asked);
    }
}
