package dev.hone.gocache;

import dev.hone.cache.BuildCache;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheMode;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.LocalSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs what builds run, so that a start-up cache made of this process holds the classes they need.
 *
 * <p>Who makes the cache throws the output away.
 */
final class Training {
    private static final String ACTION = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    /** The SHA-256 of the body below. */
    private static final String OUTPUT = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

    private Training() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hone-cache-training");
        try {
            List.of(
                            List.of("--help"),
                            List.of("cache", "status", "--root-directory", folder.toString()),
                            List.of("cache", "gc", "--root-directory", folder.toString()))
                    .forEach(command -> Main.run(command.toArray(String[]::new)));
            serve(folder);
            Main.run("cache", "report", "--root-directory", folder.toString());
        } finally {
            remove(folder);
        }
    }

    private static void serve(Path folder) throws InterruptedException {
        String said = "{\"ID\":1,\"Command\":\"get\",\"ActionID\":\"" + ACTION + "\"}\n\n"
                + "{\"ID\":2,\"Command\":\"put\",\"ActionID\":\"" + ACTION + "\",\"OutputID\":\"" + OUTPUT
                + "\",\"BodySize\":5}\n\n\"aGVsbG8=\"\n"
                + "{\"ID\":3,\"Command\":\"get\",\"ActionID\":\"" + ACTION + "\"}\n\n"
                + "{\"ID\":4,\"Command\":\"close\"}\n\n";
        CacheSurroundings world = Main.surroundings();
        CacheOptions options = CacheOptions.read(
                List.of(CacheRoot.OPTION, folder.toString()), Map.of("HOME", folder.toString()), Assembly.platform());
        BuildTally tally = new BuildTally(
                WhichBuild.of(
                        world.clock().instant(),
                        ProcessHandle.current().parent().orElse(null),
                        "",
                        "direct",
                        options),
                new ReportFolder(folder).place(world),
                world.nanoClock(),
                CacheListener.NONE);
        BuildCache.open(folder, LocalSettings.USUAL, world)
                .session(CacheMode.RW, tally)
                .serve(
                        new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)),
                        OutputStream.nullOutputStream(),
                        Duration.ZERO);
        tally.end();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
