package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.Metadata;
import dev.hone.blob.PutOptions;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.kit.Faults;
import dev.hone.kit.FaultyBlobStore;
import dev.hone.kit.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FetcherTest {
    private static final ActionId ACTION = Outputs.action(1);
    private static final byte[] BYTES = Outputs.archive(ACTION, "the code, the code, the code");

    @TempDir
    private Path root;

    private final BlobStore store = MemoryBlobStore.create(InstantSource.system());
    private final FaultyBlobStore faulty = FaultyBlobStore.over(store, Faults.NONE, 1, Sleeper.REAL);
    private final Knowledge knowledge = new Knowledge();
    private final Calls calls = new Calls();
    private LocalStore local;
    private Pins pins;
    private Fetcher fetcher;

    @BeforeEach
    void open() {
        CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new Random(1));
        local = LocalStore.open(root.resolve("cache"), LocalSettings.USUAL, world.clock(), world.random());
        pins = local.pins();
        RemoteCache remote = BlobRemoteCache.over(faulty, "");
        Breaker breaker = Breakers.closed();
        fetcher = new Fetcher(new SharedParts(
                remote,
                Porter.NONE,
                breaker,
                local,
                knowledge,
                new HereOnly(root.resolve("here-only"), local.incoming(), 9),
                false,
                RemoteSettings.USUAL,
                world,
                calls));
    }

    @AfterEach
    void close() {
        pins.close();
    }

    private void store(ActionId action, OutputId output, byte[] stored, Map<String, String> more) {
        Map<String, String> said = new java.util.HashMap<>(more);
        said.put("output_id", output.base64());
        store.put(BlobKey.of(action.hex()), Content.of(stored), PutOptions.REPLACE.with(Metadata.of(said)));
    }

    private void storePacked(byte[] stored, long size) {
        store(
                ACTION,
                Outputs.output(BYTES),
                stored,
                Map.of("compression_algorithm", "zstd", "uncompressed_size", Long.toString(size)));
    }

    @Test
    void fetch_ofASoundObject_keepsItHere() throws IOException {
        storePacked(Outputs.zstd(BYTES), BYTES.length);

        Found found = fetcher.fetch(ACTION, pins, CacheListener.NONE).found().orElseThrow();

        assertThat(Files.readAllBytes(found.file())).isEqualTo(BYTES);
        assertThat(found.time()).isBeforeOrEqualTo(Instant.now());
        assertThat(local.find(ACTION, pins)).isPresent();
        assertThat(knowledge.has(ACTION, Outputs.output(BYTES))).isTrue();
        assertThat(calls.outcomes()).containsExactly(Outcome.DONE);
    }

    @Test
    void fetch_thatIsGivenUp_isNobodysTrouble() {
        faulty.change(new Faults(1, 0, 0, 0, Duration.ZERO, 0, true));

        Thread.currentThread().interrupt();
        Source givenUp = fetcher.fetch(ACTION, pins, CacheListener.NONE).source();
        assertThat(Thread.interrupted()).isTrue();

        assertThat(givenUp).isEqualTo(Source.FAILED);
        assertThat(calls.troubles()).isEmpty();
        assertThat(fetcher.fetch(ACTION, pins, CacheListener.NONE).source()).isEqualTo(Source.FAILED);
        assertThat(calls.troubles()).hasSize(1);
    }

    @Test
    void fetch_isToldToTheStoresListener_andTheBuilds_withItsTimes() {
        byte[] stored = Outputs.zstd(BYTES);
        storePacked(stored, BYTES.length);
        Calls build = new Calls();
        long before = System.nanoTime();

        assertThat(fetcher.fetch(ACTION, pins, build).found()).isPresent();

        assertThat(build.remote()).isEqualTo(calls.remote()).hasSize(1);
        RemoteCall call = build.remote().getFirst();
        assertThat(call.name()).isEqualTo(ACTION);
        assertThat(call.operation()).isEqualTo(RemoteCall.Operation.GET);
        assertThat(call.size()).isEqualTo(BYTES.length);
        assertThat(call.stored()).isEqualTo(stored.length);
        RemoteCall.Times times = call.times();
        assertThat(times.begun() - before).isNotNegative();
        assertThat(times.answered()).isPositive().isLessThanOrEqualTo(times.came());
        assertThat(times.came()).isLessThan(times.took());
        assertThat(times.begun() + times.took().toNanos() - System.nanoTime()).isNotPositive();
    }

    @Test
    void fetch_ofWhatIsNotThere_isAMissAndNoTrouble() {
        assertThat(fetcher.fetch(ACTION, pins, CacheListener.NONE).found()).isEmpty();

        assertThat(calls.troubles()).isEmpty();
        assertThat(calls.outcomes()).containsExactly(Outcome.NOTHING);
        RemoteCall.Times times = calls.remote().getFirst().times();
        assertThat(times.came())
                .as("nothing came, so that is as long as all of it")
                .isEqualTo(times.took());
    }

    @Test
    void fetch_ofACorruptByte_isAMissAndTheNextPutReplacesIt() {
        byte[] corrupt = BYTES.clone();
        corrupt[150] ^= 1;
        store(ACTION, Outputs.output(BYTES), corrupt, Map.of());

        assertRefused();
    }

    @Test
    void fetch_ofATruncatedFrame_isAMiss() {
        byte[] frame = Outputs.zstd(BYTES);
        storePacked(Arrays.copyOf(frame, frame.length - 5), BYTES.length);

        assertRefused();
    }

    @Test
    void fetch_ofATruncatedRawBody_isAMiss() {
        store(ACTION, Outputs.output(BYTES), Arrays.copyOf(BYTES, 100), Map.of());

        assertRefused();
    }

    @Test
    void fetch_ofABodyBehindWhichMoreComes_isAMiss() {
        byte[] longer = Arrays.copyOf(BYTES, BYTES.length + 10);
        store(ACTION, Outputs.output(BYTES), longer, Map.of());
        assertRefused();

        storePacked(Outputs.zstd(longer), BYTES.length);
        assertRefused();
    }

    @Test
    void fetch_ofAFrameBehindWhichGarbageComes_isAMiss() {
        byte[] frame = Outputs.zstd(BYTES);
        storePacked(Arrays.copyOf(frame, frame.length + 10), BYTES.length);

        assertMissed();
    }

    @Test
    void fetch_ofAnObjectSaidToBeShorterOrLonger_isAMiss() {
        storePacked(Outputs.zstd(BYTES), BYTES.length - 1);
        assertRefused();

        storePacked(Outputs.zstd(BYTES), BYTES.length + 1);
        assertRefused();
    }

    @Test
    void fetch_ofABomb_stopsAtTheSizeThatWasSaid() {
        byte[] bomb = Outputs.zstd(new byte[50_000_000]);
        storePacked(bomb, 1000);

        assertRefused();
        assertThat(bomb.length).isLessThan(100_000);
    }

    @Test
    void fetch_ofMoreThanMayBe_isAMissBeforeAnythingIsWritten() {
        storePacked(Outputs.zstd(BYTES), 1L << 40);

        assertRefused();
    }

    @Test
    void fetch_ofAnotherSoundObject_isAMiss() {
        byte[] other = Outputs.archive(Outputs.action(2), "other code");
        store(ACTION, Outputs.output(other), other, Map.of());

        assertRefused();
    }

    @Test
    void fetch_ofAModuleIndex_isAMiss() {
        byte[] index = Outputs.bytes("go index v2\nsomething");
        store(ACTION, Outputs.output(index), index, Map.of());

        assertRefused();
    }

    @Test
    void fetch_fromAStoreThatFails_isAMiss() {
        storePacked(Outputs.zstd(BYTES), BYTES.length);
        faulty.change(new Faults(1, 0, 0, 0, java.time.Duration.ZERO, 0, true));

        assertThat(fetcher.fetch(ACTION, pins, CacheListener.NONE).found()).isEmpty();
        assertThat(calls.outcomes()).containsExactly(Outcome.FAILED);
        assertThat(knowledge.mustReplace(ACTION)).isFalse();
    }

    @Test
    void fetch_ofABodyThatBreaksOff_isAMissAndTheObjectIsNotBlamed() {
        storePacked(Outputs.zstd(BYTES), BYTES.length);
        faulty.change(Faults.NONE.cutting(1));

        assertThat(fetcher.fetch(ACTION, pins, CacheListener.NONE).found()).isEmpty();
        assertThat(calls.outcomes()).containsExactly(Outcome.FAILED);
        assertThat(knowledge.mustReplace(ACTION)).isFalse();
        assertNothingLeft();
    }

    @Test
    void fetch_byManyAtOnce_asksOnce() {
        storePacked(Outputs.zstd(BYTES), BYTES.length);

        List<Fetched> fetched = Together.run(16, number -> fetcher.fetch(ACTION, pins, CacheListener.NONE));

        assertThat(fetched).allMatch(one -> one.source().isHit());
        assertThat(fetched)
                .filteredOn(one -> one.source() == Source.FETCHED)
                .hasSize(1)
                .allMatch(one -> one.received() > 0);
        assertThat(calls.outcomes()).containsExactly(Outcome.DONE);
    }

    private void assertRefused() {
        assertMissed();
        assertThat(calls.outcomes()).last().isEqualTo(Outcome.REFUSED);
        assertThat(knowledge.mustReplace(ACTION)).isTrue();
    }

    private void assertMissed() {
        assertThat(fetcher.fetch(ACTION, pins, CacheListener.NONE).found()).isEmpty();
        assertThat(local.find(ACTION, pins)).isEmpty();
        assertThat(calls.troubles()).isNotEmpty();
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        try (Stream<Path> left = Files.list(root.resolve("cache").resolve("incoming"))) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
