package dev.hone.kit;

import static dev.hone.kit.ContractOfBlobs.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Content;
import dev.hone.blob.DeleteOutcome;
import dev.hone.blob.Listing;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.RetryingBlobStore;
import dev.hone.blob.Swap;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a store of which every fifth call fails, half of them after they were done, the whole contract still holds. */
class RetryingBlobStoreTest extends BlobStoreContract {
    private static final Backoff BACKOFF = new Backoff(40, Duration.ofMillis(10), Duration.ofSeconds(2));

    private final BlobStore memory = MemoryBlobStore.create(InstantSource.system());
    private final FaultyBlobStore faulty =
            FaultyBlobStore.over(memory, Faults.failing(0.2).sparingStreams(), 7, duration -> {});
    private final List<Duration> waits = new ArrayList<>();
    private final BlobStore store = RetryingBlobStore.over(faulty, BACKOFF, this::note, new SecureRandom());

    private synchronized void note(Duration wait) {
        waits.add(wait);
    }

    @Override
    public BlobStore store() {
        return store;
    }

    @AfterEach
    void waitOnceForEachFaultThatWasRepeated() {
        assertThat(waits).hasSizeLessThanOrEqualTo(faulty.count()).allMatch(wait -> wait.toSeconds() < 2);
    }

    @Test
    void put_ifAbsent_whoseAnswerIsLost_isToldAsStored() {
        faulty.change(Faults.losing(0.7));
        for (int i = 0; i < 50; i++) {
            PutOutcome outcome = store.put(key("k" + i), Content.of("mine"), PutOptions.IF_ABSENT);
            faulty.change(Faults.NONE);
            assertThat(ContractOfBlobs.stored(outcome))
                    .isEqualTo(memory.head(key("k" + i)).orElseThrow().version());
            faulty.change(Faults.losing(0.7));
        }
        assertThat(faulty.count()).isGreaterThan(50);
    }

    @Test
    void put_ifVersion_whoseAnswerIsLost_isToldAsStored() {
        BlobVersion version = put("k", "0");
        faulty.change(Faults.losing(0.7));
        for (int i = 1; i < 50; i++) {
            version = ContractOfBlobs.stored(store.put(key("k"), Content.of("" + i), PutOptions.ifVersion(version)));
        }
        faulty.change(Faults.NONE);
        assertThat(text("k")).contains("49");
    }

    @Test
    void swap_whoseAnswerIsLost_isDoneOnce_alsoWhereOthersSwappedBeforeItIsRepeated() {
        faulty.change(Faults.NONE);
        Swap theirs = swap(memory);
        BlobStore interrupted = RetryingBlobStore.over(
                faulty,
                BACKOFF,
                wait -> {
                    faulty.change(Faults.NONE);
                    for (int i = 0; i < 5; i++) {
                        theirs.update(key("k"), bytes(""), now -> bytes(text(now) + "t"));
                    }
                },
                new SecureRandom());
        for (String there : List.of("", "ottttt")) {
            swap(interrupted).update(key("k"), bytes(""), now -> {
                faulty.change(Faults.losing(1));
                return bytes(text(now) + "o");
            });
            assertThat(text("k")).contains(there + "ottttt");
        }
    }

    private static Swap swap(BlobStore in) {
        return Swap.in(in, BACKOFF, Sleeper.REAL, new SecureRandom(), 100);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void put_ifAbsent_whereSomebodyElseWas_staysAConflict() {
        memory.put(key("k"), Content.of("theirs"), PutOptions.IF_ABSENT);
        faulty.change(Faults.failing(0.7));
        for (int i = 0; i < 50; i++) {
            assertThat(store.put(key("k"), Content.of("mine"), PutOptions.IF_ABSENT))
                    .isEqualTo(new PutOutcome.Conflict());
        }
        faulty.change(Faults.NONE);
        assertThat(text("k")).contains("theirs");
    }

    @Test
    void put_ofAStreamWhoseAnswerIsLost_isToldAsStoredWhenItIsConditional() {
        faulty.change(new Faults(0, 1, 0, 0, Duration.ZERO, 0, true));
        assertThatThrownBy(() -> store.put(key("s"), stream("once"), PutOptions.REPLACE))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.UNAVAILABLE));
        faulty.change(Faults.losing(0.8));
        PutOutcome outcome = store.put(key("t"), stream("once"), PutOptions.IF_ABSENT);
        assertThat(outcome).isInstanceOf(PutOutcome.Stored.class);
    }

    private static Content stream(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Content.stream(new ByteArrayInputStream(bytes), bytes.length);
    }

    @Test
    void delete_ifVersion_whoseAnswerIsLost_isToldAsGone() {
        BlobVersion version = put("k", "1");
        faulty.change(Faults.losing(0.9));
        assertThat(store.delete(key("k"), version))
                .isInstanceOfAny(DeleteOutcome.Deleted.class, DeleteOutcome.Absent.class);
        assertThat(memory.head(key("k"))).isEmpty();
    }

    @Test
    void call_thatFailsEveryTime_failsInTheEnd() {
        faulty.change(new Faults(1, 0, 0, 0, Duration.ZERO, 0, true));
        assertThatThrownBy(() -> store.head(key("k")))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.UNAVAILABLE));
        assertThat(faulty.count()).isEqualTo(BACKOFF.attempts());
    }

    @Test
    void call_onAnInterruptedThread_isNotRepeated() {
        faulty.change(new Faults(1, 0, 0, 0, Duration.ZERO, 0, true));
        BlobStore real = RetryingBlobStore.over(faulty, BACKOFF, Sleeper.REAL, new SecureRandom());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> real.head(key("k")))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.INTERRUPTED));
        assertThat(Thread.interrupted()).as("still marked").isTrue();
        assertThat(faulty.count()).isEqualTo(1);
    }

    @Test
    void faulty_store_cutsBodiesAndListsLate() {
        faulty.change(Faults.NONE.cutting(1).listingLate(2));
        put("a", "0123456789");
        put("b", "");
        put("c", "");
        assertThat(store.stream(Listing.of("")).map(entry -> entry.name())).containsExactly("a");
        assertThatThrownBy(() -> text("a"))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.UNAVAILABLE));
    }
}
