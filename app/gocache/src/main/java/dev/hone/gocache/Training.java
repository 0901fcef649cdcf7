package dev.hone.gocache;

import dev.hone.base.GoDuration;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheMode;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import dev.hone.command.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs what builds run, so that a start-up cache made of this process holds the classes they need.
 *
 * <p>Who makes the cache throws the output away.
 */
final class Training {
    private static final String FETCHED = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String ACTION = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    /** The SHA-256 of the body below. */
    private static final String OUTPUT = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

    private static final String BODY = "hello";
    private static final String BUILD = get(1, FETCHED)
            + "{\"ID\":2,\"Command\":\"put\",\"ActionID\":\"" + ACTION + "\",\"OutputID\":\"" + OUTPUT
            + "\",\"BodySize\":5}\n\n\"aGVsbG8=\"\n"
            + get(3, ACTION)
            + "{\"ID\":4,\"Command\":\"close\"}\n\n";
    /** For what the last step brings to a shared store. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int STEPS = 20;

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
            stay(folder);
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
        try (TrainingStore store = TrainingStore.with(FETCHED, OUTPUT, BODY)) {
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
                world.nanoClock().getAsLong(),
                world.nanoClock(),
                CacheListener.NONE);
        try (Assembly assembly = Assembly.of(options, porter, world, CacheListener.NONE)) {
            assembly.cache()
                    .session(CacheMode.RW, tally)
                    .serve(
                            new ByteArrayInputStream(BUILD.getBytes(StandardCharsets.UTF_8)),
                            OutputStream.nullOutputStream(),
                            PATIENCE);
        }
        tally.end();
    }

    /** Two machines with a daemon: the first writes down what it used, and the second is brought that by a porter, if there is one. */
    private static void stay(Path folder) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("go.mod"), "module example.com/training\n");
        try (TrainingStore store = TrainingStore.with(FETCHED, OUTPUT, BODY)) {
            for (String machine : List.of("first", "second")) {
                Path root = Files.createDirectory(folder.resolve(machine));
                Thread daemon = Thread.ofPlatform()
                        .daemon()
                        .start(() -> Main.run("cache", "daemon", CacheRoot.OPTION, root.toString(), "--idle", "20s"));
                TrainingVisit.build(root, daemon, hello(root, folder, s3(store)) + steps());
                DaemonCall call = DaemonCall.of(root, Main.environment());
                call.ask("drain", List.of(GoDuration.format(PATIENCE)));
                call.ask("stop", List.of());
                daemon.join(PATIENCE);
            }
        }
    }

    /** So many that it is worth writing down, and some too large to be written down whole. */
    private static String steps() {
        StringBuilder said = new StringBuilder();
        for (int i = 1; i <= STEPS; i++) {
            String text = ("step " + i).repeat(STEPS * i);
            byte[] body = text.getBytes(StandardCharsets.US_ASCII);
            byte[] action = new byte[32];
            action[0] = (byte) (i + 1);
            said.append(get(2 * i, base64(action)))
                    .append(
                            "{\"ID\":%d,\"Command\":\"put\",\"ActionID\":\"%s\",\"OutputID\":\"%s\",\"BodySize\":%d}\n\n\"%s\"\n"
                                    .formatted(
                                            2 * i + 1,
                                            base64(action),
                                            base64(HexFormat.of().parseHex(Assembly.digest(text))),
                                            body.length,
                                            base64(body)));
        }
        return said + "{\"ID\":%d,\"Command\":\"close\"}\n\n".formatted(2 * STEPS + 2);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hello(Path root, Path module, Map<String, String> environment) {
        return JsonLine.of(json -> {
            json.writeNumberProperty("Hone", ShimHello.PROTOCOL);
            json.writeStringProperty("Version", Version.current());
            json.writeNumberProperty("Pid", ProcessHandle.current().pid());
            json.writeStringProperty("Cwd", module.toString());
            json.writeName("Args").writeStartArray();
            json.writeString(CacheRoot.OPTION);
            json.writeString(root.toString());
            json.writeEndArray();
            json.writeName("Env").writeStartObject();
            environment.forEach(json::writeStringProperty);
            json.writeEndObject();
        });
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
