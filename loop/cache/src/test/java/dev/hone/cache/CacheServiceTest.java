package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheServiceTest {
    private static final ActionId ACTION = Outputs.action(1);
    private static final CacheScope FORK = new CacheScope("", "refs/pull/7/merge");
    private static final long LARGEST = 10_000_000;

    private final TestClock clock = TestClock.real();
    private final BlobStore store = MemoryBlobStore.create(clock);
    private final List<String> heard = new ArrayList<>();

    @TempDir
    private Path folder;

    private CacheService service;

    @BeforeEach
    void open() {
        service = CacheService.over(
                store,
                "",
                new CacheService.Settings(folder, LARGEST, Duration.ofDays(1)),
                new CacheSurroundings(clock, System::nanoTime, new Random(1)),
                new ServiceListener() {
                    @Override
                    public void onGet(Given given, long bytes) {
                        heard.add(given + " " + bytes);
                    }

                    @Override
                    public void onPut(Taken taken, long bytes) {
                        heard.add(taken + " " + bytes);
                    }
                });
    }

    /** Whatever happens, nothing stays behind. */
    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static Offer raw(byte[] bytes) {
        return new Offer(ACTION, Outputs.output(bytes), bytes.length, Encoding.RAW, bytes.length, "", "", "");
    }

    private static Offer packed(byte[] bytes, byte[] sent) {
        StoredDigests digests = StoredDigests.of(Content.of(sent));
        return new Offer(
                ACTION,
                Outputs.output(bytes),
                bytes.length,
                Encoding.ZSTD,
                sent.length,
                digests.md5(),
                digests.sha256(),
                "");
    }

    private void put(CacheScope scope, Offer offer, byte[] sent) throws IOException {
        service.put(scope, offer, new ByteArrayInputStream(sent));
    }

    private String text(CacheScope scope) throws IOException {
        Optional<RemoteObject> found = service.get(scope, ACTION);
        if (found.isEmpty()) {
            return "";
        }
        try (RemoteObject object = found.get();
                InputStream content = object.content()) {
            return new String(content.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Fails when it is read. */
    private static InputStream broken() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        return closed;
    }

    private void assertRefused(Offer offer, byte[] sent) {
        assertThatThrownBy(() -> put(CacheScope.USUAL, offer, sent))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.POISONED));
        assertThat(service.get(CacheScope.USUAL, ACTION)).isEmpty();
        assertThat(heard).contains("REFUSED " + offer.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 1_000_000})
    void put_ofWhatIsSound_isGivenAsItWasSent(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        byte[] sent = Outputs.zstd(bytes);
        put(CacheScope.USUAL, packed(bytes, sent), sent);

        try (RemoteObject object = service.get(CacheScope.USUAL, ACTION).orElseThrow()) {
            assertThat(object.output()).isEqualTo(Outputs.output(bytes));
            assertThat(object.size()).isEqualTo(size);
            assertThat(object.length()).isEqualTo(sent.length);
            assertThat(object.encoding()).isEqualTo(Encoding.ZSTD);
            assertThat(object.stored().readAllBytes()).isEqualTo(sent);
        }
        assertThat(heard).containsExactly("STORED " + sent.length, "HIT " + sent.length);
    }

    @Test
    void put_again_replaces() throws IOException {
        put(CacheScope.USUAL, raw(Outputs.bytes("old")), Outputs.bytes("old"));
        put(CacheScope.USUAL, raw(Outputs.bytes("newer")), Outputs.bytes("newer"));

        assertThat(text(CacheScope.USUAL)).isEqualTo("newer");
    }

    @Test
    void put_keepsTheLayoutOfCacheprog() throws IOException {
        put(CacheScope.USUAL, raw(Outputs.bytes("a")), Outputs.bytes("a"));
        put(new CacheScope("web", ""), raw(Outputs.bytes("b")), Outputs.bytes("b"));

        assertThat(store.head(BlobKey.of(ACTION.hex()))).isPresent();
        assertThat(store.head(BlobKey.of("web/" + ACTION.hex()))).isPresent();
    }

    @Test
    void put_ofAnotherBody_isRefused() {
        byte[] bytes = Outputs.bytes("what a step gave");
        byte[] other = Outputs.bytes("what a step took");
        assertRefused(raw(bytes), other);
        assertRefused(packed(bytes, Outputs.zstd(bytes)), Outputs.zstd(other));
        assertRefused(packed(bytes, Outputs.zstd(other)), Outputs.zstd(other));
    }

    @Test
    void put_thatIsShorterOrLongerThanSaid_isRefused() {
        byte[] bytes = Outputs.bytes("what a step gave");
        assertRefused(raw(bytes), Arrays.copyOf(bytes, 15));
        assertRefused(raw(bytes), Arrays.copyOf(bytes, 17));
        byte[] large = new byte[100_000];
        assertRefused(raw(large), Arrays.copyOf(large, 99_999));
        assertRefused(raw(large), Arrays.copyOf(large, 200_000));
    }

    @Test
    void put_withWrongDigests_isRefused() {
        byte[] bytes = Outputs.bytes("what a step gave");
        String wrong = "0".repeat(64);
        assertRefused(new Offer(ACTION, Outputs.output(bytes), 16, Encoding.RAW, 16, "", wrong, ""), bytes);
        assertRefused(
                new Offer(ACTION, Outputs.output(bytes), 16, Encoding.RAW, 16, wrong.substring(32), "", ""), bytes);
    }

    @Test
    void put_ofWhatIsNoZstd_isRefused() {
        byte[] bytes = Outputs.bytes("what a step gave, what a step gave, what a step gave");
        byte[] sent = Outputs.zstd(bytes);
        assertRefused(packed(bytes, bytes), bytes);
        byte[] brokenOff = Arrays.copyOf(sent, sent.length - 3);
        assertRefused(packed(bytes, brokenOff), brokenOff);
        assertRefused(packed(bytes, new byte[0]), new byte[0]);
    }

    /** A megabyte of zeros is a few dozen bytes; it is unpacked as far as was said, and no further. */
    @Test
    void put_ofABomb_isRefused() {
        byte[] sent = Outputs.zstd(new byte[5_000_000]);
        Offer small = new Offer(ACTION, Outputs.output(new byte[10]), 10, Encoding.ZSTD, sent.length, "", "", "");

        assertRefused(small, sent);
    }

    @Test
    void put_ofMoreThanThereMayBe_isNotRead() throws IOException {
        InputStream broken = broken();
        Offer offer = new Offer(ACTION, OutputId.EMPTY, LARGEST + 1, Encoding.ZSTD, 10, "", "", "");

        assertThatThrownBy(() -> service.put(CacheScope.USUAL, offer, broken))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.TOO_LARGE));
    }

    @Test
    void put_thatBreaksOff_leavesNothing() throws IOException {
        byte[] bytes = new byte[100_000];
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[70_000]), broken());

        assertThatThrownBy(() -> service.put(CacheScope.USUAL, raw(bytes), breaking))
                .isInstanceOf(IOException.class);
        assertThat(service.get(CacheScope.USUAL, ACTION)).isEmpty();
    }

    @Test
    void get_ofWhatIsNoResult_isAMiss_andIsMendedByThePut() throws IOException {
        store.put(BlobKey.of(ACTION.hex()), Content.of("without a word"), PutOptions.REPLACE);

        assertThat(service.get(CacheScope.USUAL, ACTION)).isEmpty();
        assertThat(heard).containsExactly("SPOILED 0", "MISS 0");
        put(CacheScope.USUAL, raw(Outputs.bytes("a")), Outputs.bytes("a"));
        assertThat(text(CacheScope.USUAL)).isEqualTo("a");
    }

    @Test
    void whatIsUntrusted_isSeenByItsOwnScopeOnly() throws IOException {
        put(FORK, raw(Outputs.bytes("evil")), Outputs.bytes("evil"));

        assertThat(text(FORK)).isEqualTo("evil");
        assertThat(text(CacheScope.USUAL)).isEmpty();
        assertThat(text(new CacheScope("", "refs/pull/8/merge"))).isEmpty();
        assertThat(text(new CacheScope("web", "refs/pull/7/merge"))).isEmpty();
        assertThat(heard).startsWith("UNTRUSTED_STORED 4", "UNTRUSTED_HIT 4");
    }

    @Test
    void whatIsTrusted_isSeenByUntrustedScopes_whichCannotReplaceIt() throws IOException {
        put(CacheScope.USUAL, raw(Outputs.bytes("good")), Outputs.bytes("good"));
        put(FORK, raw(Outputs.bytes("evil")), Outputs.bytes("evil"));

        assertThat(text(FORK)).isEqualTo("good");
        assertThat(text(CacheScope.USUAL)).isEqualTo("good");
    }

    @Test
    void namespaces_seeNothingOfEachOther() throws IOException {
        put(new CacheScope("web", ""), raw(Outputs.bytes("a")), Outputs.bytes("a"));

        assertThat(text(new CacheScope("shop", ""))).isEmpty();
        assertThat(text(CacheScope.USUAL)).isEmpty();
        assertThat(text(new CacheScope("web", "fork"))).isEqualTo("a");
    }

    @Test
    void get_ofWhatWasStoredLongAgo_makesItNew_andKeepsItsTime() throws Exception {
        put(CacheScope.USUAL, raw(Outputs.bytes("a")), Outputs.bytes("a"));
        Instant made = clock.instant();
        clock.pass(Duration.ofHours(23));
        text(CacheScope.USUAL);
        clock.pass(Duration.ofHours(2));
        assertThat(text(CacheScope.USUAL)).isEqualTo("a");

        BlobKey key = BlobKey.of(ACTION.hex());
        while (!store.head(key).orElseThrow().lastModified().equals(clock.instant())) {
            Sleeper.REAL.sleep(Duration.ofMillis(5));
        }
        assertThat(store.head(key).orElseThrow().metadata().values())
                .containsEntry("output_id", Outputs.output(Outputs.bytes("a")).base64());
        try (RemoteObject object = service.get(CacheScope.USUAL, ACTION).orElseThrow()) {
            assertThat(object.time()).isEqualTo(made);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/b", "_untrusted", "Web", "a b", "\u0000"})
    void namespace_thatCouldLeaveItsPlace_isRefused(String name) {
        assertThatThrownBy(() -> new CacheScope(name, "")).isInstanceOf(CacheException.class);
    }

    /** Names of branches and the like come from outside; two of them never meet. */
    @ParameterizedTest
    @ValueSource(strings = {"../../x", "a/b", "A", "a%2fb", "\u0000", "ü", "_"})
    void untrustedScope_ofAnyName_isAFolderOfItsOwn(String name) {
        assertThat(new CacheScope("web", name).prefix()).matches("web/_untrusted/[0-9a-f]{64}/");
    }
}
