package dev.hone.gocache;

import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheMode;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
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

    private static final String BODY = "hello";
    /** For what the last step brings to a shared store. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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
            Main.run(
                    "cache",
                    "report",
                    "--root-directory",
                    folder.resolve("http").toString());
        } finally {
            remove(folder);
        }
    }

    /** With no shared store, with one of each kind, and with what is fetched brought by the porter, if there is one. */
    private static void serve(Path folder) throws IOException, InterruptedException {
        CacheSurroundings world = Main.surroundings();
        serve(folder.resolve("alone"), Porter.NONE, world, Map.of());
        try (TrainingStore store = TrainingStore.with(OUTPUT, BODY)) {
            for (Map<String, String> shared : List.of(http(store), s3(store))) {
                String kind = String.valueOf(shared.get("CACHEPROG_REMOTE_STORAGE_TYPE"));
                serve(folder.resolve(kind), Porter.NONE, world, shared);
                Path carried = folder.resolve(kind + "-carried");
                try (Porter porter = PorterProgram.of(carried, Main.environment(), world)) {
                    serve(carried, porter, world, shared);
                }
            }
        }
    }

    private static Map<String, String> http(TrainingStore store) {
        return Map.of("CACHEPROG_REMOTE_STORAGE_TYPE", "http", "CACHEPROG_HTTP_STORAGE_BASE_URL", store.address());
    }

    private static Map<String, String> s3(TrainingStore store) {
        return Map.of(
                "CACHEPROG_REMOTE_STORAGE_TYPE",
                "s3",
                "CACHEPROG_S3_BUCKET",
                "training",
                "CACHEPROG_S3_REGION",
                "us-east-1",
                "CACHEPROG_S3_ENDPOINT",
                "minio+" + store.address(),
                "CACHEPROG_S3_ACCESS_KEY_ID",
                "training",
                "CACHEPROG_S3_ACCESS_KEY_SECRET",
                "training");
    }

    private static void serve(Path root, Porter porter, CacheSurroundings world, Map<String, String> environment)
            throws InterruptedException {
        String said = get(1, "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                + "{\"ID\":2,\"Command\":\"put\",\"ActionID\":\"" + ACTION + "\",\"OutputID\":\"" + OUTPUT
                + "\",\"BodySize\":5}\n\n\"aGVsbG8=\"\n"
                + get(3, ACTION)
                + "{\"ID\":4,\"Command\":\"close\"}\n\n";
        CacheOptions options =
                CacheOptions.read(List.of(CacheRoot.OPTION, root.toString()), environment, Assembly.platform());
        BuildTally tally = new BuildTally(
                WhichBuild.of(
                        world.clock().instant(),
                        ProcessHandle.current().parent().orElse(null),
                        "",
                        "direct",
                        options),
                new ReportFolder(root).place(world),
                world.nanoClock(),
                CacheListener.NONE);
        try (Assembly assembly = Assembly.of(options, porter, world, CacheListener.NONE)) {
            assembly.cache()
                    .session(CacheMode.RW, tally)
                    .serve(
                            new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)),
                            OutputStream.nullOutputStream(),
                            PATIENCE);
        }
        tally.end();
    }

    private static String get(int id, String action) {
        return "{\"ID\":" + id + ",\"Command\":\"get\",\"ActionID\":\"" + action + "\"}\n\n";
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
