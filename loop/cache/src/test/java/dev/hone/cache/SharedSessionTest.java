package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.cache.GoConversation.Answers;
import dev.hone.kit.Faults;
import dev.hone.kit.FaultyBlobStore;
import dev.hone.kit.RudeServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Go commands on machines that share a store: whatever the store, the network and the disk do. */
@Timeout(60)
final class SharedSessionTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final BlobStore store = MemoryBlobStore.create(InstantSource.system());
    private final Calls calls = new Calls();
    private final CacheSurroundings world =
            new CacheSurroundings(InstantSource.system(), System::nanoTime, new Random(1));

    private BuildCache machine(String name, RemoteCache remote) {
        return machine(name, remote, LONG);
    }

    private BuildCache machine(String name, RemoteCache remote, Duration get) {
        RemoteSettings settings = new RemoteSettings(get, LONG, get, 0, 0, 10, LONG, 0, 1 << 20);
        return BuildCache.open(
                folder.resolve(name).toAbsolutePath(),
                LocalSettings.USUAL,
                new SharedStore("test", remote, true, settings, null),
                world,
                calls);
    }

    private RemoteCache bucket() {
        return BlobRemoteCache.over(store, "");
    }

    private static byte[] result(int number) {
        return Outputs.bytes("result " + number % 700);
    }

    /** As many at a time as no machine has processors. */
    @Test
    void manyGetsAndPuts_atATime_areEachAnsweredOnceWithTheirOwn() throws Exception {
        try (BuildCache first = machine("first", bucket())) {
            GoConversation go = new GoConversation();
            for (int i = 0; i < 1000; i++) {
                go.put(Outputs.action(i), result(i));
            }
            go.with(first.session(CacheMode.RW, calls));
            assertThat(first.drain(LONG)).isZero();
        }
        Faults slow = new Faults(0, 0, 0, 0, Duration.ofMillis(20), 0, false);
        FaultyBlobStore late = FaultyBlobStore.over(store, slow, 1, Sleeper.REAL);
        try (BuildCache second = machine("second", BlobRemoteCache.over(late, ""))) {
            GoConversation go = new GoConversation();
            int[] gets = new int[1000];
            int[] puts = new int[1000];
            for (int i = 0; i < 1000; i++) {
                gets[i] = go.get(Outputs.action(i));
                puts[i] = go.put(Outputs.action(2000 + i), result(i));
            }
            Answers answers = go.with(second.session(CacheMode.RW, calls));
            assertThat(answers.count()).isEqualTo(2001);
            for (int i = 0; i < 1000; i++) {
                assertThat(Path.of(answers.to(gets[i]).text("DiskPath"))).hasBinaryContent(result(i));
                assertThat(Path.of(answers.to(puts[i]).text("DiskPath"))).hasBinaryContent(result(i));
            }
        }
    }

    @Test
    void end_withResultsThatCannotBeBrought_isNotHeldLongerThanWasSaid() throws Exception {
        CountDownLatch ever = new CountDownLatch(1);
        try (RudeServer silent = RudeServer.with(out -> await(ever));
                BuildCache cache = machine("first", http(silent.url()), Duration.ofMillis(300))) {
            GoConversation go = new GoConversation();
            for (int i = 0; i < 100; i++) {
                go.put(Outputs.action(i), result(i));
            }
            int close = go.close();
            long begun = System.nanoTime();
            assertThat(go.with(cache.session(CacheMode.RW, calls)).to(close).text("Err"))
                    .isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(cache.waiting()).isEqualTo(100);
            ever.countDown();
        }
    }

    private static void await(CountDownLatch ever) {
        try {
            assertThat(ever.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRemoteCache http(String url) {
        return HttpRemoteCache.open(new HttpRemoteSettings(URI.create(url), List.of(), LONG));
    }

    @Test
    void store_whoseNameNobodyKnows_orWithWhomNoEncryptionCanBeAgreed_isAMissAndOneWarning() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> speakPlainly(plain));
            String tls = "https://127.0.0.1:" + plain.getLocalPort();
            for (String url : List.of("http://no-such-store.invalid", tls)) {
                Calls told = new Calls();
                String name = url.startsWith("https") ? "tls" : "dns";
                RemoteSettings settings = new RemoteSettings(LONG, LONG, LONG, 0, 0, 10, LONG, 0, 1 << 20);
                try (BuildCache cache = BuildCache.open(
                        folder.resolve(name).toAbsolutePath(),
                        LocalSettings.USUAL,
                        new SharedStore(name, http(url), true, settings, null),
                        world,
                        told)) {
                    GoConversation go = new GoConversation();
                    int get = go.get(Outputs.action(1));
                    int again = go.get(Outputs.action(2));
                    Answers answers = go.with(cache.session(CacheMode.RW, told));
                    assertThat(answers.to(get).text("Miss")).isEqualTo("true");
                    assertThat(answers.to(again).text("Miss")).isEqualTo("true");
                }
                assertThat(told.warnings()).as(url).hasSize(1);
            }
        }
    }

    /** Whoever begins to agree on encryption is answered without. */
    private static void speakPlainly(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(Outputs.bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
                }
            }
        } catch (IOException e) {
            // The test has ended.
            return;
        }
    }

    /** The machine went down in the midst of writing: what it left is found out, and fetched anew. */
    @Test
    void resultsThatACrashDamaged_areFetchedAgain() throws Exception {
        try (BuildCache cache = machine("first", bucket())) {
            GoConversation go = new GoConversation();
            for (int i = 0; i < 4; i++) {
                go.put(Outputs.action(i), result(i));
            }
            go.with(cache.session(CacheMode.RW, calls));
            assertThat(cache.drain(LONG)).isZero();
        }
        Path root = folder.resolve("first");
        damage(root.resolve("o"), 0, "");
        damage(root.resolve("o"), 1, "garbage!");
        Files.writeString(
                root.resolve("a")
                        .resolve(Outputs.action(2).hex().substring(0, 2))
                        .resolve(Outputs.action(2).hex()),
                "");
        Files.writeString(root.resolve("state"), "another-run " + Instant.now() + "\n");
        try (BuildCache cache = machine("first", bucket())) {
            GoConversation go = new GoConversation();
            int first = go.get(Outputs.action(0));
            for (int i = 1; i < 4; i++) {
                go.get(Outputs.action(i));
            }
            Answers answers = go.with(cache.session(CacheMode.RW, calls));
            for (int i = 0; i < 4; i++) {
                assertThat(Path.of(answers.to(first + i).text("DiskPath"))).hasBinaryContent(result(i));
            }
        }
    }

    private static void damage(Path outputs, int number, String content) throws IOException {
        String name = Outputs.output(result(number)).hex();
        try (Stream<Path> files = Files.walk(outputs)) {
            for (Path file : files.filter(one -> one.endsWith(name)).toList()) {
                Files.writeString(file, content);
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
            }
        }
    }
}
