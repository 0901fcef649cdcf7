package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobListener;
import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.ObservedBlobStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who ask at once cost few reads, and none of them hears what was so before it asked. */
@Timeout(300)
class SharedHeadsTest {
    private final BlobStore whole = MemoryBlobStore.create(new Fixture.ManualClock());
    private final Heads writing = new Heads(whole, Sleeper.REAL, new Random(1));
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch firstHasRead = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean failing;
    private final SharedHeads shared =
            new SharedHeads(new Heads(ObservedBlobStore.over(whole, this::read, () -> 0), Sleeper.REAL, new Random(1)));

    /** The first reader has what it read, and keeps others waiting. */
    private void read(BlobListener.Call call) {
        if (reads.incrementAndGet() == 1) {
            firstHasRead.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (failing) {
                throw new BlobException(BlobError.UNAVAILABLE, "down");
            }
        }
    }

    private record Asking(Thread thread, FutureTask<Head> answer) {
        Head head() throws InterruptedException, ExecutionException {
            return answer.get();
        }
    }

    private Asking ask() {
        FutureTask<Head> answer = new FutureTask<>(() -> shared.of(WEB));
        return new Asking(Thread.ofPlatform().start(answer), answer);
    }

    private List<Asking> askDuringARead(int count) {
        List<Asking> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(ask());
        }
        for (Asking one : all) {
            while (one.thread().getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        return all;
    }

    @Test
    void of_manyWhoAskDuringARead_readOnceMoreForAllOfThem() throws Exception {
        Asking first = ask();
        firstHasRead.await();
        List<Asking> others = askDuringARead(20);

        go.countDown();
        first.head();
        for (Asking other : others) {
            other.head();
        }

        assertThat(reads).hasValue(2);
    }

    @Test
    void of_whoAsksAfterAChange_hearsOfItThoughAnOlderReadGoesOn() throws Exception {
        Asking before = ask();
        firstHasRead.await();
        writing.change(WEB, head -> head.deletedAt(Instant.EPOCH, "tester"));
        List<Asking> after = askDuringARead(3);

        go.countDown();

        assertThat(before.head().deleted()).isNull();
        for (Asking one : after) {
            assertThat(one.head().deleted()).isEqualTo(Instant.EPOCH);
        }
    }

    @Test
    void of_whenTheReaderFails_othersReadForThemselves() throws Exception {
        failing = true;
        Asking first = ask();
        firstHasRead.await();
        List<Asking> others = askDuringARead(2);

        go.countDown();

        assertThatThrownBy(first::head).hasRootCauseMessage("down");
        for (Asking other : others) {
            assertThat(other.head()).isEqualTo(Head.EMPTY);
        }
    }

    @Test
    void of_oneAfterTheOther_readsEachTime() throws Exception {
        go.countDown();

        assertThat(shared.of(WEB)).isEqualTo(Head.EMPTY);
        Head written = writing.change(WEB, head -> head.deletedAt(Instant.EPOCH, "tester"));

        assertThat(shared.of(WEB)).isEqualTo(written);
        assertThat(firstHasRead.await(0, TimeUnit.SECONDS)).isTrue();
    }
}
