package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.intake.Origin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process may end at any of its calls of the store; the next one finds all that was acknowledged, once. */
class CrashTest {
    private static final int FIRST = 9;
    private static final int SECOND = 3;

    private final Fixture.ManualClock clock = new Fixture.ManualClock();

    @Test
    void process_thatDiesBeforeAnyCall_losesNothing() {
        dieAtEveryCall(false);
    }

    @Test
    void process_thatDiesAfterAnyCall_losesNothing() {
        dieAtEveryCall(true);
    }

    /** A request that breaks off is sent again, and breaks off again. */
    @Test
    void upload_andItsRetry_thatDieAtAnyCall_leaveNothing() {
        for (int first = 1; first < 9; first++) {
            for (int second = 1; second < 9; second++) {
                for (boolean done : List.of(true, false)) {
                    dieTwice(first, second, done);
                }
            }
        }
    }

    private void dieTwice(int first, int second, boolean done) {
        BlobStore store = MemoryBlobStore.create(clock);
        Books books = new Books();
        byte[] profile = Samples.profile(1, 20);
        for (int call : List.of(first, second)) {
            try {
                upload(Fixture.over(new MortalBlobStore(store, call, done), clock), books, profile);
            } catch (MortalBlobStore.Death e) {
                clock.turn(Duration.ofSeconds(1));
            }
        }
        Fixture next = Fixture.over(store, clock);
        next.idle();
        books.balance(store);
        Books.settled(store);
    }

    private void dieAtEveryCall(boolean done) {
        BlobStore whole = MemoryBlobStore.create(clock);
        MortalBlobStore immortal = new MortalBlobStore(whole, Integer.MAX_VALUE, done);
        live(immortal, new Books());
        Books.settled(whole);
        assertThat(Fixture.over(whole, clock).stage.generations(WEB)).hasSize(2);
        for (int call = 1; call <= immortal.calls(); call++) {
            try {
                dieAt(call, done);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("death at call " + call + (done ? ", done" : ""), e);
            }
        }
    }

    private void dieAt(int call, boolean done) {
        BlobStore store = MemoryBlobStore.create(clock);
        Books books = new Books();
        try {
            live(new MortalBlobStore(store, call, done), books);
        } catch (MortalBlobStore.Death e) {
            // As it should be.
        }
        Books.readable(store);

        Fixture next = Fixture.over(store, clock);
        next.sweep();
        next.sweep();
        books.balance(store);
        Books.readable(store);

        books.sent().forEach(profile -> books.acknowledge(next.stage.accept(WEB, profile, Origin.UNKNOWN)));
        next.idle();
        books.balance(store);
        Books.settled(store);
    }

    /** Two generations' worth of uploads, folded one by one and together. */
    private void live(BlobStore store, Books books) {
        Fixture process = Fixture.over(store, clock);
        for (int i = 0; i < FIRST; i++) {
            upload(process, books, Samples.profile(i, 20));
            if (i == 0) {
                process.sweep();
            }
        }
        process.sweep();
        for (int i = 0; i < SECOND; i++) {
            upload(process, books, Samples.profile(i, 400, "main.g"));
        }
        process.sweep();
        process.stage.publish(WEB, true, "tester");
    }

    private static void upload(Fixture process, Books books, byte[] profile) {
        books.acknowledge(process.stage.accept(WEB, books.send(profile), Origin.UNKNOWN));
    }
}
