package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.base.TaskScope;
import dev.hone.kit.ServerProcess;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** A client that goes on while processes are killed under it, and afterwards asks whether all that was acknowledged counts. */
final class Killing {
    private static final String PUBLISHED = "web/default.pgo";
    private static final ValueType COUNT = new ValueType(Text.of("samples"), Text.of("count"));
    private static final ValueType CPU = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));
    private static final long PERIOD = 10_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SECONDS_TO_SETTLE = 150;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Random random = new Random(42);
    private final Function<String, Optional<byte[]>> store;
    private final Map<String, Integer> sent = new TreeMap<>();
    private final Set<String> acknowledged = new TreeSet<>();
    private final AtomicInteger downloaded = new AtomicInteger();
    private int next = 1;

    Killing(Function<String, Optional<byte[]>> store) {
        this.store = store;
    }

    /** A command of ours as a process of its own: the launcher becomes it, so that this is what a kill hits. */
    static ServerProcess start(int port, Path folder, Map<String, String> environment, String... words) {
        Map<String, String> all = new TreeMap<>(HoneProcess.ENVIRONMENT);
        all.putAll(environment);
        List<String> command = new ArrayList<>(List.of(HoneProcess.program().toString()));
        command.addAll(List.of(words));
        return ServerProcess.start(command, all, port, folder);
    }

    /** Before anything is killed: uploads until a first profile can be downloaded, which all later downloads may then find. */
    void begin(int port) throws IOException, InterruptedException {
        upload(port);
        for (int second = 0; second < SECONDS_TO_SETTLE && downloaded.get() == 0; second++) {
            Sleeper.REAL.sleep(Duration.ofSeconds(1));
            download(port);
        }
        assertThat(downloaded.getAndSet(0))
                .as("profiles that were downloaded before the first kill")
                .isPositive();
    }

    /** Uploads and downloads for a moment, and kills in the middle of it. */
    void round(int port, ServerProcess victim) throws InterruptedException {
        killDuring(victim, killing -> uploadUntilItBreaks(port, killing.begun()));
    }

    /** The same with one behind the server: uploads go on, and none breaks off. */
    void roundBehind(int port, ServerProcess victim) throws InterruptedException {
        killDuring(victim, killing -> {
            while (!killing.done().get()) {
                upload(port);
            }
        });
    }

    /** What a client does meanwhile; it is told when the victim is about to be killed, and when it is dead. */
    private interface Doing {
        void run(Stages killing) throws IOException, InterruptedException;
    }

    private record Stages(AtomicBoolean begun, AtomicBoolean done) {}

    /** Fails with what the client failed with. */
    private void killDuring(ServerProcess victim, Doing doing) throws InterruptedException {
        Stages killing = new Stages(new AtomicBoolean(), new AtomicBoolean());
        try (TaskScope scope = new TaskScope(Thread.ofVirtual().factory())) {
            scope.fork(() -> {
                try {
                    doing.run(killing);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return null;
            });
            Sleeper.REAL.sleep(Duration.ofMillis(20 + random.nextInt(600)));
            killing.begun().set(true);
            victim.kill();
            killing.done().set(true);
            scope.join();
        }
    }

    private void uploadUntilItBreaks(int port, AtomicBoolean killing) throws IOException, InterruptedException {
        try {
            while (true) {
                upload(port);
            }
        } catch (IOException e) {
            if (!killing.get()) {
                throw e;
            }
            // It was killed: what had no answer is nobody's promise.
        }
    }

    private void upload(int port) throws IOException, InterruptedException {
        // The one that broke off is sent again: nobody knows what became of it.
        byte[] profile = profile(next);
        String id = sha256(profile);
        sent.put(id, next);
        if (post(port, profile) == 201) {
            acknowledged.add(id);
            next++;
        }
        download(port);
    }

    private int post(int port, byte[] profile) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(port))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(profile))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** What a build would use is a whole profile or not there yet. */
    private void download(int port) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address(port)).timeout(PATIENCE).build();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() == 200) {
            requireWhole(answer.body());
            downloaded.incrementAndGet();
        }
    }

    private static void requireWhole(byte[] profile) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(profile))) {
            assertThat(in.readAllBytes()).isNotEmpty();
        } catch (IOException e) {
            throw new AssertionError("a profile of " + profile.length + " bytes is not whole", e);
        }
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/api/profile/web");
    }

    /** Waits until all that was acknowledged counts and is published; each once, and nothing that was not sent. */
    void balance() throws InterruptedException {
        StoredUploads stored = StoredUploads.of("web", store);
        for (int second = 0; second < SECONDS_TO_SETTLE && !(counts(stored) && isPublished()); second++) {
            Sleeper.REAL.sleep(Duration.ofSeconds(1));
            stored = settled();
        }
        assertThat(acknowledged).isNotEmpty();
        assertThat(downloaded.get())
                .as("profiles that were downloaded meanwhile")
                .isPositive();
        assertThat(new TreeSet<>(stored.ids())).containsAll(acknowledged);
        assertThat(sent.keySet()).containsAll(stored.ids());
        assertThat(stored.weight())
                .isEqualTo(stored.ids().stream()
                        .mapToLong(id -> sent.getOrDefault(id, 0))
                        .sum());
        requireWhole(store.apply(PUBLISHED).orElseThrow());
    }

    /** A worker publishes after it counted, which may be a while later on a busy machine. */
    private boolean isPublished() {
        return store.apply(PUBLISHED).isPresent();
    }

    private boolean counts(StoredUploads stored) {
        return new TreeSet<>(stored.ids()).containsAll(acknowledged);
    }

    /** Read while somebody may compact: a segment that went meanwhile is asked for again. */
    private StoredUploads settled() {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                return StoredUploads.of("web", store);
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining("is gone");
            }
        }
        return StoredUploads.of("web", store);
    }

    private static byte[] profile(int weight) {
        ProfileBuilder builder = new ProfileBuilder();
        int caller = builder.function(Text.of("main.caller" + weight % 7), 10);
        int callee = builder.function(Text.of("main.callee" + weight % 11), 30);
        builder.sample(
                builder.location(callee, 33), builder.location(caller, 14), weight, Math.multiplyExact(weight, PERIOD));
        return Pprof.write(builder.build(List.of(COUNT, CPU), CPU, PERIOD));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
