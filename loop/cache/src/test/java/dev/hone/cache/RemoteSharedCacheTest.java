package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Secret;
import dev.hone.base.Sleeper;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.cache.RemoteCache.Existing;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.kit.Faults;
import dev.hone.kit.FaultyBlobStore;
import dev.hone.kit.RudeServer;
import dev.hone.kit.Together;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RemoteSharedCacheTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Faults DOWN = new Faults(1, 0, 0, 0, Duration.ZERO, 0, true);

    @TempDir
    private Path folder;

    private final BlobStore store = MemoryBlobStore.create(InstantSource.system());
    private final FaultyBlobStore faulty = FaultyBlobStore.over(store, Faults.NONE, 1, Sleeper.REAL);
    private final Calls calls = new Calls();
    private final CacheSurroundings world =
            new CacheSurroundings(InstantSource.system(), System::nanoTime, new Random(1));
    private LocalStore local;
    private Pins pins;

    @BeforeEach
    void open() {
        local = store("here");
        pins = local.pins();
    }

    @AfterEach
    void close() {
        pins.close();
    }

    private LocalStore store(String name) {
        return LocalStore.open(folder.resolve(name), LocalSettings.USUAL, world.clock(), world.random());
    }

    private static RemoteSettings settings(int errors, Duration rest) {
        return new RemoteSettings(SHORT, LONG, SHORT, 0, 0, errors, rest, 0, 1 << 20);
    }

    private RemoteSharedCache shared(RemoteCache remote, RemoteSettings settings) {
        return shared(local, remote, settings);
    }

    private RemoteSharedCache shared(LocalStore in, RemoteCache remote, RemoteSettings settings) {
        return RemoteSharedCache.open(new SharedStore("test", remote, true, settings, null), in, world, calls);
    }

    private RemoteCache bucket() {
        return BlobRemoteCache.over(faulty, "");
    }

    private Found put(ActionId action, byte[] bytes) throws IOException {
        Staged staged = local.incoming().take(new ByteArrayInputStream(bytes), Outputs.output(bytes), bytes.length);
        return local.put(action, staged, Instant.now(), pins);
    }

    private boolean isShared(int action) {
        return store.head(BlobKey.of(Outputs.action(action).hex())).isPresent();
    }

    private static HttpRemoteCache http(String url) {
        return HttpRemoteCache.open(new HttpRemoteSettings(URI.create(url), List.of(), LONG));
    }

    @Test
    void offer_bringsAResult_thatAnotherMachineFetches() throws IOException {
        byte[] bytes = Outputs.archive(Outputs.action(1), "code ".repeat(1000));
        try (RemoteSharedCache shared = shared(bucket(), RemoteSettings.USUAL)) {
            shared.offer(Outputs.action(1), put(Outputs.action(1), bytes), Existing.KEEP, calls);
            shared.settle(LONG);
        }
        LocalStore there = store("there");
        try (RemoteSharedCache shared = shared(there, bucket(), RemoteSettings.USUAL);
                Pins theirs = there.pins()) {
            Found found = shared.fetch(Outputs.action(1), theirs, CacheListener.NONE)
                    .found()
                    .orElseThrow();

            assertThat(Files.readAllBytes(found.file())).isEqualTo(bytes);
        }
        assertThat(store.head(BlobKey.of(Outputs.action(1).hex())).orElseThrow().size())
                .as("compressed")
                .isLessThan(1000);
    }

    /** Somebody who can write to the bucket, and has no key. */
    @Test
    void fetch_ofWhatIsNotSigned_isAMiss_andTheNextPutReplacesIt() throws IOException {
        Seals seals = Seals.of(Secret.of("hmac 0123456789abcdef0123456789abcdef"), List.of());
        SharedStore signed = new SharedStore("test", bucket(), true, RemoteSettings.USUAL, null).signed(seals);
        bucket().put(Outputs.action(1), Outputs.raw(Outputs.bytes("evil")), Existing.KEEP);
        try (RemoteSharedCache shared = RemoteSharedCache.open(signed, local, world, calls)) {
            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).found())
                    .isEmpty();
            byte[] bytes = Outputs.bytes("good");
            shared.offer(Outputs.action(1), put(Outputs.action(1), bytes), Existing.KEEP, calls);
            shared.settle(LONG);
        }
        assertThat(calls.warnings()).singleElement().asString().contains("not signed");
        LocalStore there = store("there");
        try (RemoteSharedCache shared = RemoteSharedCache.open(signed, there, world, calls);
                Pins theirs = there.pins()) {
            Found found = shared.fetch(Outputs.action(1), theirs, CacheListener.NONE)
                    .found()
                    .orElseThrow();
            assertThat(found.file()).hasContent("good");
        }
    }

    @Test
    void offer_ofWhatDoesNotShrink_storesItAsItIs() throws IOException {
        byte[] noise = new byte[3_000_000];
        new Random(7).nextBytes(noise);
        try (RemoteSharedCache shared = shared(bucket(), RemoteSettings.USUAL)) {
            shared.offer(Outputs.action(1), put(Outputs.action(1), noise), Existing.KEEP, calls);
            shared.settle(LONG);
        }

        assertThat(store.head(BlobKey.of(Outputs.action(1).hex()))
                        .orElseThrow()
                        .metadata()
                        .values())
                .containsEntry("uncompressed_size", "3000000")
                .doesNotContainEntry("compression_algorithm", "zstd");
        assertThat(folder.resolve("here").resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void offer_ofIndexesAndStrayPackages_sharesNothing() throws IOException {
        try (RemoteSharedCache shared = shared(bucket(), RemoteSettings.USUAL)) {
            shared.offer(
                    Outputs.action(1), put(Outputs.action(1), Outputs.bytes("go index v2\n")), Existing.KEEP, calls);
            shared.offer(
                    Outputs.action(2),
                    put(Outputs.action(2), Outputs.archive(Outputs.action(3), "")),
                    Existing.KEEP,
                    calls);
            shared.settle(LONG);
        }

        assertThat(isShared(1)).isFalse();
        assertThat(isShared(2)).isFalse();
    }

    @Test
    void offer_ofSmallerThanIsShared_sharesNothing() throws IOException {
        RemoteSettings large = new RemoteSettings(LONG, LONG, LONG, 0, 0, 10, LONG, 100, 1 << 20);
        try (RemoteSharedCache shared = shared(bucket(), large)) {
            shared.offer(Outputs.action(1), put(Outputs.action(1), new byte[99]), Existing.KEEP, calls);
            shared.offer(Outputs.action(2), put(Outputs.action(2), new byte[100]), Existing.KEEP, calls);
            shared.settle(LONG);
        }

        assertThat(isShared(1)).isFalse();
        assertThat(isShared(2)).isTrue();
    }

    @Test
    void offer_ofWhatWasFetched_isNotAskedAgain() throws IOException {
        byte[] bytes = Outputs.bytes("known");
        bucket().put(Outputs.action(1), Outputs.raw(bytes), Existing.REPLACE);
        try (RemoteSharedCache shared = shared(bucket(), RemoteSettings.USUAL)) {
            Found found = shared.fetch(Outputs.action(1), pins, CacheListener.NONE)
                    .found()
                    .orElseThrow();
            shared.offer(Outputs.action(1), found, Existing.KEEP, calls);
            shared.settle(LONG);
        }

        assertThat(calls.outcomes()).containsExactly(Outcome.DONE);
    }

    @Test
    void offer_afterASpoiledObjectWasSeen_replacesIt() throws IOException {
        byte[] good = Outputs.bytes("good");
        PackedOutput spoiled =
                new PackedOutput(Outputs.output(good), 4, Encoding.RAW, dev.hone.blob.Content.of("evil"), "");
        bucket().put(Outputs.action(1), spoiled, Existing.REPLACE);
        try (RemoteSharedCache shared = shared(bucket(), RemoteSettings.USUAL)) {
            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).found())
                    .isEmpty();
            shared.offer(Outputs.action(1), put(Outputs.action(1), good), Existing.KEEP, calls);
            shared.settle(LONG);
        }

        assertThat(store.get(BlobKey.of(Outputs.action(1).hex())).orElseThrow().bytes(100))
                .isEqualTo(good);
    }

    @Test
    void offer_inARefresh_replacesWhatIsThere() throws IOException {
        bucket().put(Outputs.action(1), Outputs.raw(Outputs.bytes("old")), Existing.REPLACE);
        try (RemoteSharedCache shared = shared(bucket(), RemoteSettings.USUAL)) {
            shared.offer(Outputs.action(1), put(Outputs.action(1), Outputs.bytes("newer")), Existing.KEEP, calls);
            shared.settle(LONG);
            assertThat(store.head(BlobKey.of(Outputs.action(1).hex()))
                            .orElseThrow()
                            .size())
                    .isEqualTo(3);

            shared.offer(Outputs.action(1), put(Outputs.action(1), Outputs.bytes("newer")), Existing.REPLACE, calls);
            shared.settle(LONG);
        }

        assertThat(store.head(BlobKey.of(Outputs.action(1).hex())).orElseThrow().size())
                .isEqualTo(5);
    }

    @Test
    void offer_whileTheStoreIsDown_isBroughtByTheNextProcess() throws IOException {
        faulty.change(DOWN);
        try (RemoteSharedCache shared = shared(bucket(), settings(1, Duration.ofHours(1)))) {
            for (int i = 0; i < 20; i++) {
                shared.offer(
                        Outputs.action(i), put(Outputs.action(i), Outputs.bytes("result " + i)), Existing.KEEP, calls);
            }
            shared.settle(LONG);
            assertThat(shared.isThere()).isFalse();
        }
        assertThat(calls.warnings()).hasSize(1);
        Files.delete(folder.resolve("here").resolve("remote").resolve("test"));
        faulty.change(Faults.NONE);

        try (RemoteSharedCache shared = shared(bucket(), RemoteSettings.USUAL)) {
            assertThat(shared.drain(LONG)).isZero();
        }

        for (int i = 0; i < 20; i++) {
            assertThat(isShared(i)).isTrue();
        }
    }

    @Test
    void drain_toAStoreThatTakesNothing_saysWhatIsLeft() throws IOException {
        faulty.change(DOWN);
        try (RemoteSharedCache shared = shared(bucket(), settings(0, LONG))) {
            for (int i = 0; i < 3; i++) {
                shared.offer(
                        Outputs.action(i), put(Outputs.action(i), Outputs.bytes("result " + i)), Existing.KEEP, calls);
            }

            assertThat(shared.drain(LONG)).isEqualTo(3);
        }
    }

    @Test
    void offer_toAStoreThatFailsNowAndThen_arrivesAllTheSame() throws IOException {
        faulty.change(Faults.failing(0.3));
        try (RemoteSharedCache shared = shared(bucket(), settings(0, LONG))) {
            for (int i = 0; i < 30; i++) {
                shared.offer(
                        Outputs.action(i), put(Outputs.action(i), Outputs.bytes("result " + i)), Existing.KEEP, calls);
            }
            shared.settle(LONG);
            faulty.change(Faults.NONE);

            assertThat(shared.drain(LONG)).isZero();
        }

        for (int i = 0; i < 30; i++) {
            assertThat(isShared(i)).isTrue();
        }
    }

    @Test
    void fetch_fromWhoNeverAnswers_costsTheFirstWaitOnce_andAWarning() throws InterruptedException {
        CountDownLatch ever = new CountDownLatch(1);
        try (RudeServer mute = RudeServer.with(out -> await(ever));
                RemoteSharedCache shared = shared(http(mute.url()), settings(10, Duration.ofHours(1)))) {
            long begun = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                if (shared.isThere()) {
                    assertThat(shared.fetch(Outputs.action(i), pins, CacheListener.NONE)
                                    .found())
                            .isEmpty();
                }
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT.multipliedBy(8));
            assertThat(calls.warnings().size()).isLessThanOrEqualTo(1);
        } finally {
            ever.countDown();
        }
    }

    @Test
    void fetch_fromWhereNobodyIs_costsOneAttempt_andAWarningThatNamesThePlace() {
        Door nowhere = new Door("nobody.invalid", 9);
        try (RemoteSharedCache shared = RemoteSharedCache.open(
                new SharedStore("test", bucket(), true, RemoteSettings.USUAL, nowhere), local, world, calls)) {
            for (int i = 0; i < 50 && shared.isThere(); i++) {
                assertThat(shared.fetch(Outputs.action(i), pins, CacheListener.NONE)
                                .found())
                        .isEmpty();
            }

            assertThat(calls.outcomes()).containsExactly(Outcome.FAILED);
            assertThat(calls.warnings()).singleElement().asString().contains("nobody.invalid:9");
        }
    }

    @Test
    void fetch_fromWhoIsThereAndSlowToAnswer_waitsForIt() {
        try (RudeServer slow = RudeServer.answering(404, "");
                RemoteSharedCache shared = RemoteSharedCache.open(
                        new SharedStore(
                                "test",
                                bucket(),
                                true,
                                RemoteSettings.USUAL,
                                new Door("127.0.0.1", URI.create(slow.url()).getPort())),
                        local,
                        world,
                        calls)) {
            faulty.change(Faults.NONE.slowing(1, Duration.ofMillis(1500)));

            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).found())
                    .isEmpty();

            assertThat(calls.outcomes()).containsExactly(Outcome.NOTHING);
        }
    }

    @Test
    void fetch_whileTwoMachinesPutDifferentResults_givesOneOfThemWhole() {
        byte[] one = Outputs.bytes("what one machine made ".repeat(2000));
        byte[] other = Outputs.bytes("and what another one made ".repeat(3000));
        RemoteCache remote = bucket();
        remote.put(Outputs.action(1), Outputs.packed(one), Existing.REPLACE);

        List<Boolean> sound = Together.run(8, number -> {
            for (int i = 0; i < 30; i++) {
                if (number < 2) {
                    byte[] mine = number == 0 ? one : other;
                    PackedOutput packed = i % 2 == 0 ? Outputs.packed(mine) : Outputs.raw(mine);
                    remote.put(Outputs.action(1), packed, Existing.REPLACE);
                } else {
                    LocalStore there = store("there-" + number + "-" + i);
                    try (RemoteSharedCache shared = shared(there, remote, RemoteSettings.USUAL);
                            Pins theirs = there.pins()) {
                        if (shared.fetch(Outputs.action(1), theirs, CacheListener.NONE)
                                .found()
                                .isEmpty()) {
                            return false;
                        }
                    }
                }
            }
            return true;
        });

        assertThat(sound).doesNotContain(false);
        assertThat(calls.troubles()).isEmpty();
    }

    @Test
    void fetch_fromAServerThatDiesAndComesBack_goesOn() throws InterruptedException {
        Duration rest = Duration.ofMillis(100);
        RemoteSettings settings = new RemoteSettings(LONG, LONG, Duration.ZERO, 0, 0, 2, rest, 0, 1 << 20);
        CacheprogServer first = new CacheprogServer();
        int port = first.url().getPort();
        try (RemoteSharedCache shared = shared(http(first.url().toString()), settings)) {
            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).found())
                    .isEmpty();
            first.close();
            for (int i = 2; i < 10 && shared.isThere(); i++) {
                assertThat(shared.fetch(Outputs.action(i), pins, CacheListener.NONE)
                                .found())
                        .isEmpty();
            }
            assertThat(shared.isThere()).isFalse();

            try (CacheprogServer second = new CacheprogServer(port);
                    RemoteCache filling = http(second.url().toString())) {
                filling.put(Outputs.action(1), Outputs.raw(Outputs.bytes("back")), Existing.REPLACE);
                Sleeper.REAL.sleep(rest.plusMillis(50));

                assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE)
                                .found())
                        .isPresent();
                assertThat(calls.warnings()).hasSize(1);
            }
        }
    }

    @Test
    void fetch_fromWhoTrickles_endsSoon() {
        try (RudeServer slow = RudeServer.with(out -> {
                    out.write(
                            RudeServer.head(
                                    200,
                                    "X-Cacheprog-OutputID: " + OutputId.EMPTY.hex()
                                            + "\r\nX-Cacheprog-UncompressedSize: 4000000000\r\nContent-Length: 4000000000\r\n"));
                    trickle(out);
                });
                RemoteSharedCache shared = shared(http(slow.url()), settings(10, Duration.ofHours(1)))) {
            long begun = System.nanoTime();

            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).found())
                    .isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SHORT.multipliedBy(10));
            assertThat(calls.outcomes()).containsExactly(Outcome.FAILED);
        }
    }

    private static void trickle(OutputStream out) throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 600; i++) {
            out.write('x');
            out.flush();
            try {
                if (never.await(50, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void await(CountDownLatch ever) {
        try {
            boolean opened = ever.await(30, TimeUnit.SECONDS);
            assertThat(opened).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void fetch_deniedEachTime_isOneWarningThatSaysWhatToDo() {
        try (RudeServer rude = RudeServer.answering(403, "who are you");
                RemoteSharedCache shared = shared(http(rude.url()), RemoteSettings.USUAL)) {
            for (int i = 0; i < 30 && shared.isThere(); i++) {
                assertThat(shared.fetch(Outputs.action(i), pins, CacheListener.NONE)
                                .found())
                        .isEmpty();
            }

            assertThat(shared.isThere()).isFalse();
            assertThat(calls.warnings()).hasSize(1);
            assertThat(calls.warnings().getFirst()).contains("403").contains("look at the key");
        }
    }

    @Test
    void fetch_afterTheStoreCameBack_worksAgain_evenWithAMiss() throws InterruptedException {
        Duration rest = Duration.ofMillis(200);
        try (RemoteSharedCache shared = shared(bucket(), settings(1, rest))) {
            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).found())
                    .isEmpty();
            faulty.change(DOWN);
            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).found())
                    .isEmpty();
            assertThat(shared.isThere()).isFalse();

            faulty.change(Faults.NONE);
            Sleeper.REAL.sleep(rest.plusMillis(50));
            assertThat(shared.isThere()).isTrue();
            assertThat(shared.fetch(Outputs.action(2), pins, CacheListener.NONE).found())
                    .isEmpty();
            assertThat(shared.isThere()).isTrue();
            assertThat(shared.fetch(Outputs.action(3), pins, CacheListener.NONE).found())
                    .isEmpty();

            assertThat(calls.outcomes()).last().isEqualTo(Outcome.NOTHING);
        }
    }

    @Test
    void fetch_whenToldThatItIsTooMuch_triesAgainWithinItsTime() {
        AtomicInteger answers = new AtomicInteger();
        try (RudeServer busy = RudeServer.with(out -> {
                    if (answers.incrementAndGet() < 3) {
                        out.write(RudeServer.head(503, "Content-Length: 0\r\n"));
                    } else {
                        out.write(RudeServer.head(
                                200,
                                "X-Cacheprog-OutputID: "
                                        + Outputs.output(Outputs.bytes("abc")).hex()
                                        + "\r\nX-Cacheprog-UncompressedSize: 3\r\nContent-Length: 3\r\n"));
                        out.write("abc".getBytes(StandardCharsets.US_ASCII));
                    }
                });
                RemoteSharedCache shared = RemoteSharedCache.open(
                        new SharedStore(
                                "test",
                                http(busy.url()),
                                false,
                                new RemoteSettings(LONG, LONG, LONG, 0, 0, 10, LONG, 0, 1 << 20),
                                null),
                        local,
                        world,
                        calls)) {
            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).found())
                    .isPresent();
            assertThat(answers).hasValue(3);
        }
    }

    @Test
    void fetch_saysWhyThereIsNothing() throws IOException {
        try (RemoteSharedCache shared = shared(bucket(), settings(2, Duration.ofHours(1)))) {
            assertThat(shared.whyNot(Outputs.action(1))).isNull();
            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).source())
                    .isEqualTo(Source.ABSENT);
            store.put(
                    BlobKey.of(Outputs.action(2).hex()), Content.of(Outputs.bytes("no metadata")), PutOptions.REPLACE);
            assertThat(shared.fetch(Outputs.action(2), pins, CacheListener.NONE).source())
                    .isEqualTo(Source.REFUSED);
            faulty.change(DOWN);
            assertThat(shared.fetch(Outputs.action(3), pins, CacheListener.NONE).source())
                    .isEqualTo(Source.FAILED);
            assertThat(shared.fetch(Outputs.action(3), pins, CacheListener.NONE).source())
                    .isEqualTo(Source.FAILED);
            assertThat(shared.fetch(Outputs.action(3), pins, CacheListener.NONE).source())
                    .isEqualTo(Source.RESTING);
            assertThat(shared.whyNot(Outputs.action(3))).isEqualTo(Source.RESTING);
        }
    }

    @Test
    void fetch_ofAStoreThatIsSilent_isLate() {
        try (RudeServer silent = RudeServer.with(out -> await(new CountDownLatch(1)));
                RemoteSharedCache shared = RemoteSharedCache.open(
                        new SharedStore("test", http(silent.url()), true, settings(10, LONG), null),
                        local,
                        world,
                        calls)) {
            assertThat(shared.fetch(Outputs.action(1), pins, CacheListener.NONE).source())
                    .isEqualTo(Source.LATE);
        }
    }

    @Test
    void close_whileAStoreIsSilent_isNotTakenForItsFailure() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        RemoteSettings patient = new RemoteSettings(LONG, LONG, LONG, 0, 0, 1, LONG, 0, 1 << 20);
        try (RudeServer silent = RudeServer.with(out -> {
            asked.countDown();
            await(new CountDownLatch(1));
        })) {
            Thread build;
            try (RemoteSharedCache shared = shared(http(silent.url()), patient)) {
                build = Thread.ofVirtual().start(() -> shared.fetch(Outputs.action(1), pins, CacheListener.NONE));
                await(asked);
            }
            build.join();
            try (RemoteSharedCache shared = shared(http(silent.url()), patient)) {
                assertThat(shared.whyNot(Outputs.action(1))).isNull();
            }
        }
    }

    @Test
    void offer_tellsItsBuildWhatBecameOfIt() throws IOException {
        byte[] bytes = Outputs.bytes("the code, the code, the code, the code, the code, the code");
        try (RemoteSharedCache shared = shared(bucket(), RemoteSettings.USUAL)) {
            shared.offer(Outputs.action(1), put(Outputs.action(1), bytes), Existing.KEEP, calls);
            shared.offer(
                    Outputs.action(2), put(Outputs.action(2), Outputs.bytes("go index v2\n")), Existing.KEEP, calls);
            shared.settle(LONG);
            assertThat(calls.offered()).isOne();
            assertThat(calls.settled()).hasSize(1);
            assertThat(calls.settled().getFirst()).isPositive().isLessThan(bytes.length);
        }
    }

    /** A third of what go asks for: without this each is a request, in each build of a machine that has lost its results. */
    @Test
    void moduleIndexes_thatThisMachineHasMade_areNeverAskedFor() throws Exception {
        try (CacheprogServer server = new CacheprogServer()) {
            GoConversation cold = new GoConversation();
            for (int i = 0; i < 30; i++) {
                cold.put(Outputs.action(i), Outputs.bytes((i < 10 ? "go index v2\n" : "result ") + i));
            }
            assertThat(requests(server, cold, CacheMode.RW)).as("puts").isEqualTo(20);
            assertThat(requests(server, warm(), CacheMode.RW)).isEqualTo(20);
            assertThat(requests(server, warm(), CacheMode.READ)).isEqualTo(20);
            Files.delete(folder.resolve("lost/remote/here-only"));
            assertThat(requests(server, warm(), CacheMode.RW))
                    .as("without memory")
                    .isEqualTo(30);
        }
    }

    private static GoConversation warm() {
        GoConversation warm = new GoConversation();
        for (int i = 0; i < 30; i++) {
            warm.get(Outputs.action(i));
        }
        return warm;
    }

    @Test
    void moduleIndexes_thatWereMadeWithoutSharing_areNeverAskedForEither() throws Exception {
        try (CacheprogServer server = new CacheprogServer()) {
            GoConversation cold = new GoConversation();
            cold.put(Outputs.action(1), Outputs.bytes("go index v2\n"));
            assertThat(requests(server, cold, CacheMode.READ)).isZero();
            GoConversation warm = new GoConversation();
            warm.get(Outputs.action(1));
            assertThat(requests(server, warm, CacheMode.RW)).isZero();
        }
    }

    /**
     * How many requests a build costs on a machine that has lost its results, without those for what may have been printed: how many
     * these are is a matter of time.
     */
    private int requests(CacheprogServer server, GoConversation go, CacheMode mode) throws Exception {
        RemoteSettings patient = new RemoteSettings(LONG, LONG, LONG, 0, 0, 10, LONG, 0, 1 << 20);
        int before = server.requests().size();
        Path root = folder.resolve("lost").toAbsolutePath();
        try (BuildCache cache = BuildCache.open(
                root,
                LocalSettings.USUAL,
                new SharedStore("test", http(server.url().toString()), true, patient, null),
                world,
                calls)) {
            go.with(cache.session(mode, calls));
            assertThat(cache.drain(LONG)).isZero();
        }
        for (String kind : List.of("a", "o")) {
            try (Stream<Path> files = Files.walk(root.resolve(kind))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
        return (int) server.requests().stream()
                .skip(before)
                .filter(request -> IntStream.range(0, 30)
                        .mapToObj(i -> Outputs.action(i).subkey("stdout").hex())
                        .noneMatch(request::contains))
                .count();
    }
}
