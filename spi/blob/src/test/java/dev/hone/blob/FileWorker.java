package dev.hone.blob;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A process of its own that works on a folder, for tests of what processes do to each other. */
final class FileWorker {
    private static final Backoff PATIENT = new Backoff(2000, Duration.ofMillis(1), Duration.ofMillis(10));

    private FileWorker() {}

    static Process start(Path root, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FileWorker.class.getName(),
                root.toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] words) throws IOException {
        BlobStore store = Stores.files(Path.of(words[0]));
        PrintStream out = System.out;
        out.println("ready");
        out.flush();
        if (System.in.read() < 0) {
            return;
        }
        switch (words[1]) {
            case "count" -> count(store, Integer.parseInt(words[2]));
            case "create" -> out.println(create(store, Integer.parseInt(words[2])));
            case "write" -> write(store, out);
            case "fill" -> fill(store, out);
            default -> throw new IllegalArgumentException(words[1]);
        }
    }

    private static void count(BlobStore store, int times) {
        Swap swap = Swap.in(store, PATIENT, Sleeper.REAL, new SecureRandom(), 100);
        for (int i = 0; i < times; i++) {
            swap.update(BlobKey.of("counter"), bytes(0), now -> bytes(1 + number(now)));
        }
    }

    private static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static int number(byte[] bytes) {
        return Integer.parseInt(new String(bytes, StandardCharsets.UTF_8));
    }

    /** How many of these blobs this process was the first to create. */
    private static int create(BlobStore store, int count) {
        int won = 0;
        for (int i = 0; i < count; i++) {
            PutOutcome outcome = store.put(BlobKey.of("created/" + i), Content.of("x"), PutOptions.IF_ABSENT);
            won += outcome instanceof PutOutcome.Stored ? 1 : 0;
        }
        return won;
    }

    /** Puts blobs of one letter each, with their length in the metadata, and deletes some, until it is killed. */
    private static void write(BlobStore store, PrintStream out) {
        Random random = new Random();
        while (true) {
            BlobKey key = BlobKey.of("folder-" + random.nextInt(3) + "/blob-" + random.nextInt(3));
            String text = Character.toString('a' + random.nextInt(26)).repeat(random.nextInt(300_000));
            PutOptions options = PutOptions.REPLACE.with(Map.of("length", Integer.toString(text.length())));
            if (random.nextInt(4) == 0) {
                store.delete(key);
            } else {
                store.put(key, Content.of(text), options);
            }
            out.println(key);
            out.flush();
        }
    }

    /** Puts more than there is room for, and tells what it hears. */
    private static void fill(BlobStore store, PrintStream out) {
        try {
            store.put(BlobKey.of("large"), Content.of(new byte[4 << 20]), PutOptions.REPLACE);
            out.println("stored");
        } catch (BlobException e) {
            out.println(e.error() + " " + e.getMessage());
        }
    }
}
