package dev.hone.server;

import dev.hone.base.ByteSize;
import dev.hone.base.Sleeper;
import dev.hone.cache.StoreEviction;
import dev.hone.collect.CollectBudget;
import dev.hone.collect.CollectSettings;
import dev.hone.collect.QuietHours;
import dev.hone.server.http.HttpLimits;
import dev.hone.server.http.Listening;
import dev.hone.server.keys.Gate;
import dev.hone.targets.TargetSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Server and worker on a free port, with everything in memory, and who calls it. */
record RunningServer(
        Assembly assembly, HttpClient client, @Nullable String key) implements AutoCloseable {
    static final ByteSize LARGEST_RESULT = ByteSize.of(1 << 20);
    private static final long PATIENCE = 60_000_000_000L;

    /** One without keys, which signs. */
    static RunningServer of(Path folder) {
        return of("mem://", folder, null, false);
    }

    /** One with keys; each line says what follows the digest, and is for the key that its {@code name=} says. */
    static RunningServer withKeys(Path folder, String... lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String name = line.replaceFirst(".*name=(\\S+).*", "$1");
            text.append("sha256:").append(sha256(name)).append(' ').append(line).append('\n');
        }
        return of("mem://", folder, Files.writeString(folder.resolve("keys"), text), false);
    }

    /** One without keys that serves profiles of itself. */
    static RunningServer debugging(Path folder) {
        return of("mem://", folder, null, true);
    }

    /** One without keys on a store of blobs. */
    static RunningServer on(String store, Path folder) {
        return of(store, folder, null, false);
    }

    /** One without keys that takes profiles up to a size. */
    static RunningServer taking(ByteSize largest, Path folder) {
        HttpLimits usual = HttpLimits.USUAL;
        HttpLimits limits = new HttpLimits(
                largest,
                usual.header(),
                usual.idle(),
                usual.head(),
                usual.request(),
                usual.slowest(),
                usual.grace(),
                usual.concurrent(),
                usual.connections(),
                usual.rate(),
                usual.drain());
        return of(
                "mem://",
                folder,
                new Serving(Listening.parse("127.0.0.1:0"), Gate.Openness.LOOPBACK, null, limits, false),
                null);
    }

    private static RunningServer of(String store, Path folder, @Nullable Path keys, boolean debug) {
        return of(store, folder, serving(keys, debug), null);
    }

    /** One with keys, as {@link #withKeys}, that takes in OTLP. */
    static RunningServer takingOtlp(Path folder, String key) throws IOException {
        Path keys = Files.writeString(
                folder.resolve("keys"), "sha256:" + sha256(key) + " name=" + key + " roles=submit,read\n");
        return of("mem://", folder, serving(keys, false).withOtlp(true), null);
    }

    /** One without keys, with a prune file. */
    static RunningServer pruning(Path file, Path folder) {
        return of("mem://", folder, serving(null, false), file);
    }

    private static Serving serving(@Nullable Path keys, boolean debug) {
        return new Serving(Listening.parse("127.0.0.1:0"), Gate.Openness.LOOPBACK, keys, HttpLimits.USUAL, debug);
    }

    private static RunningServer of(String store, Path folder, Serving serving, @Nullable Path prune) {
        World world = world();
        Storing storing = new Storing(
                        store, "mem://events", "mem://events", false, prune, folder.resolve("signing-key.pem"))
                .withCache(new Sharing.Wanted(
                        "mem://",
                        folder.resolve("incoming"),
                        LARGEST_RESULT,
                        new StoreEviction.Limits(0, Duration.ZERO)));
        Assembly assembly = new Assembly(serving, storing, Assembly.Faces.SERVER, null, world);
        assembly.start();
        return new RunningServer(assembly, HttpClient.newHttpClient(), null);
    }

    /** Lets it scrape, often and whatever it costs. */
    void scrape(TargetSource source) {
        CollectSettings settings = new CollectSettings(
                100,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                CollectBudget.ALL,
                QuietHours.NONE,
                CollectSettings.Reach.USUAL);
        assembly.scrape(new Collecting.Wanted(source, settings), world());
    }

    private static World world() {
        return new World(InstantSource.system(), System::nanoTime, new SecureRandom(), Map.of(), new CountDownLatch(1));
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same server, for who has a key. */
    RunningServer as(String other) {
        return new RunningServer(assembly, client, other);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + assembly.port() + path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    Reply send(String method, String path, byte[] body) throws IOException, InterruptedException {
        return send(request(path).method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Reply send(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** The status line that comes back for a request whose path is sent as it stands. */
    String raw(String method, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), assembly.port())) {
            String head =
                    method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Reply upload(String app, byte[] profile) throws IOException, InterruptedException {
        return send("POST", "/api/profile/" + app, profile);
    }

    /** The state of an app as soon as it is as it should be. */
    JsonNode await(String app, Predicate<JsonNode> done) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Reply status = get("/api/hone/v1/apps/" + app);
            if (status.status() == 200 && done.test(status.json())) {
                return status.json();
            }
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("still " + status.text());
            }
            Sleeper.REAL.sleep(Duration.ofMillis(10));
        }
    }

    /** Uploads a profile, and has it published as the app's generation with this number. */
    void publish(String app, byte[] profile, int generation) throws IOException, InterruptedException {
        upload(app, profile);
        await(app, status -> status.path("uploads").asInt() == generation);
        if (generation > 1) {
            send("POST", "/api/hone/v1/apps/" + app + "/publish?force=true", "");
        }
        await(app, status -> status.path("stable").path("number").asInt() == generation);
    }

    @Override
    public void close() {
        client.close();
        assembly.close();
    }
}
