package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.blob.RetryingBlobStore;
import dev.hone.event.EventBuses;
import dev.hone.intake.Origin;
import dev.hone.kit.Faults;
import dev.hone.kit.FaultyBlobStore;
import dev.hone.kit.Outage;
import dev.hone.kit.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store that fails, a bus that is down, clocks that are off and many who do the same: nothing is lost, nothing counts twice. */
class TroubleTest {
    private static final Sleeper NEVER = time -> {};
    private static final Backoff PATIENT = new Backoff(4, Duration.ofMillis(1), Duration.ofMillis(2));
    private static final Duration LONG = Duration.ofMinutes(Integer.getInteger("hone.test.minutes", 10));
    private static final Faults EVERYTHING = Faults.failing(0.3).cutting(0.05).listingLate(3);

    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store = MemoryBlobStore.create(clock);
    private final Books books = new Books();

    @Test
    void storeThatFailsLosesAndCuts_losesNothing() {
        for (int seed = 0; seed < 10; seed++) {
            FaultyBlobStore faulty = FaultyBlobStore.over(store, EVERYTHING, seed, NEVER);
            Fixture process = Fixture.over(retrying(faulty, seed), clock);
            for (int i = 0; i < 6; i++) {
                uploadUntilItIsTaken(process, Samples.profile(10L * seed + i, 20));
                process.sweep();
            }
            assertThat(faulty.count()).isPositive();
        }
        settle();
    }

    @Test
    void tenWorkers_onAFailingStore_withEverythingTwice_countEachOnce() {
        tenWorkers(12);
    }

    @Test
    @Tag("soak")
    void tenWorkers_forMinutes_countEachOnce() {
        Instant end = Instant.now().plus(LONG);
        for (int round = 0; Instant.now().isBefore(end); round++) {
            tenWorkers(20 * (round + 1));
        }
    }

    private void tenWorkers(int profiles) {
        Together.run(10, number -> {
            FaultyBlobStore faulty = FaultyBlobStore.over(store, Faults.failing(0.1), number, NEVER);
            Fixture process = Fixture.over(retrying(faulty, number), clock);
            for (int i = 0; i < profiles; i++) {
                if (i % 5 == number % 5) {
                    uploadUntilItIsTaken(process, Samples.profile(i, 20));
                }
                if (number == 0) {
                    // Not by all of them: hours would go by while one of them is at a request.
                    clock.turn(Duration.ofSeconds(10));
                }
                process.worker.sweepOnce();
            }
            return number;
        });
        settle();
    }

    @Test
    void requestThatStallsOverMidnight_andItsRetry_countOnce() {
        stallWhileTheRetryIsCompacted(Duration.ofMinutes(2));
    }

    @Test
    void retryBehindMidnight_andTheRequestThatWasFaster_countOnce() {
        stallWhileTheRetryIsCompacted(Duration.ofMinutes(-2));
    }

    /** One of two requests with the same profile stores its segment when that of the other is compacted already. */
    private void stallWhileTheRetryIsCompacted(Duration later) {
        Duration toMidnight = Duration.between(clock.instant(), Instant.parse("2026-03-05T00:00:00Z"));
        Fixture.ManualClock retries = new Fixture.ManualClock();
        retries.turn(toMidnight.plus(later.dividedBy(2)));
        clock.turn(toMidnight.minus(later.dividedBy(2)));
        HookedStore hooked = new HookedStore(store);
        hooked.beforeFirst("/segments/", () -> {
            Fixture retry = Fixture.over(store, retries);
            for (int i = 0; i < 8; i++) {
                accept(retry, Samples.profile(i, 20));
            }
            retry.sweep();
        });
        accept(Fixture.over(hooked, clock), Samples.profile(1, 20));
        clock.turn(Duration.ofMinutes(5));

        assertThat(hooked.struck()).isTrue();
        settle();
    }

    @Test
    void busThatIsDownForAnHour_holdsUpNoUpload_andTheBacklogIsFound() throws InterruptedException {
        EventBuses buses = Fixture.buses();
        Outage outage = new Outage();
        Fixture process = new Fixture(
                store,
                clock,
                outage.over(buses.writer("mem://profiles")),
                outage.over(buses.reader("mem://profiles")),
                true);
        Thread receiving = Thread.ofVirtual().start(process.worker::receive);
        outage.begin();
        for (int minute = 0; minute < 60; minute++) {
            accept(process, Samples.profile(minute, 20));
            clock.turn(Duration.ofMinutes(1));
        }
        assertThat(process.stage.generations(WEB)).isEmpty();
        process.sweep();
        books.balance(store);

        outage.end();
        accept(process, Samples.profile(99, 20));
        while (process.stage.status(WEB).orElseThrow().uploads() < 61) {
            Sleeper.REAL.sleep(Duration.ofMillis(10));
        }
        process.worker.close();
        assertThat(receiving.join(Duration.ofMinutes(4))).isTrue();
        assertThat(outage.refusals()).isGreaterThanOrEqualTo(60);
        settle();
    }

    @Test
    void processesWhoseClocksAreADayOff_countEachUploadOnce() {
        List<Fixture.ManualClock> clocks =
                List.of(new Fixture.ManualClock(), new Fixture.ManualClock(), new Fixture.ManualClock());
        clocks.get(0).turn(Duration.ofDays(-1));
        clocks.get(2).turn(Duration.ofDays(1));
        List<Fixture> processes =
                clocks.stream().map(own -> Fixture.over(store, own)).toList();
        for (int i = 0; i < 30; i++) {
            accept(processes.get(i % 3), Samples.profile(i, 20));
            accept(processes.get((i + 1) % 3), Samples.profile(i, 20));
            processes.get((i + 2) % 3).sweep();
        }
        for (int i = 0; i < 9; i++) {
            processes.get(i % 3).sweep();
        }
        clock.turn(Duration.ofDays(1));
        settle();
    }

    @Test
    void publishersPinsAndRollbacks_allAtOnce_leaveOneTruth() {
        for (int i = 0; i < 3; i++) {
            accept(Fixture.over(store, clock), Samples.profile(i, 300, "main.v" + i));
            Fixture.over(store, clock).sweep();
            Fixture.over(store, clock).stage.publish(WEB, true, "tester");
        }
        Together.run(6, number -> {
            Fixture process = Fixture.over(store, clock);
            for (int i = 0; i < 5; i++) {
                if (number < 3) {
                    accept(process, Samples.profile(100L * number + i, 300, "main.w" + i));
                    process.sweep();
                    process.stage.publish(WEB, true, "tester");
                } else if (number == 3) {
                    Selection candidate = new Selection.OfChannel(Channel.CANDIDATE);
                    process.stage.channels().point(WEB, Channel.STABLE, candidate, true, "tester");
                    process.stage.channels().rollBack(WEB, Channel.STABLE, 1, "tester");
                } else if (number == 4) {
                    process.stage.channels().unpin(WEB, Channel.STABLE, "tester");
                }
                Books.readable(store);
            }
            return number;
        });
        List<Integer> numbers = Fixture.over(store, clock).stage.generations(WEB).stream()
                .map(GenerationEntry::number)
                .toList();
        assertThat(numbers).doesNotHaveDuplicates().isSorted();
        settle();
    }

    @Test
    void publishing_writesDefaultPgoOnce() {
        HookedStore hooked = new HookedStore(store);
        Fixture process = Fixture.over(hooked, clock);
        for (int i = 0; i < 2; i++) {
            process.upload(Samples.profile(i, 4_000, "main.v" + i));
            clock.turn(Duration.ofHours(7));
            process.sweep();
        }
        int generations = process.stage.generations(WEB).size();
        assertThat(generations).isGreaterThan(1);
        assertThat(hooked.puts().stream().filter("web/default.pgo"::equals)).hasSize(generations);
    }

    @Test
    void upload_thatWouldOverflowTheSum_isSetAside_andTheWorkerLivesOn() {
        Fixture process = Fixture.over(store, clock);
        accept(process, Samples.profile(1, 50));
        process.sweep();
        process.stage.parts().heads().change(WEB, head -> {
            SegmentEntry entry = head.segments().getFirst();
            SegmentEntry heavy = new SegmentEntry(
                    entry.id(), entry.group(), entry.level(), entry.uploads(), entry.samples(), (1L << 60) - 60);
            return head.withSegments(List.of(heavy), head.versions());
        });
        byte[] poison = Samples.profile(2, 500);
        process.stage.accept(WEB, poison, Origin.UNKNOWN);
        process.stage.accept(WEB, Samples.profile(3, 20), Origin.UNKNOWN);
        process.sweep();
        process.sweep();

        assertThat(process.stage.status(WEB).orElseThrow().uploads()).isEqualTo(2);
        assertThat(process.read("web/hone/quarantine/" + Sha256.of(poison) + ".txt"))
                .asString()
                .contains("more than can be calculated with");
        assertThat(process.names("web/staging/")).isEmpty();
    }

    @Test
    void failureThatNobodyExpects_doesNotEndTheSweeper() {
        HookedStore hooked = new HookedStore(store);
        Fixture process = Fixture.over(hooked, clock);
        accept(process, Samples.profile(1, 50));
        hooked.beforeFirst("head.json", () -> {
            throw new IllegalStateException("a fault of ours");
        });
        process.sweep();
        process.sweep();

        assertThat(hooked.struck()).isTrue();
        settle();
    }

    @Test
    void stagedBlob_thatIsNoTimeAndNoProfile_isSetAside() {
        store.put(BlobKey.of("web/staging/what"), Content.of("x"), PutOptions.REPLACE);
        accept(Fixture.over(store, clock), Samples.profile(1, 50));
        settle();
    }

    private static BlobStore retrying(BlobStore faulty, long seed) {
        return RetryingBlobStore.over(faulty, PATIENT, NEVER, new Random(seed));
    }

    private void accept(Fixture process, byte[] profile) {
        books.acknowledge(process.stage.accept(WEB, books.send(profile), Origin.UNKNOWN));
    }

    /** As a client does: what was not acknowledged is sent again. */
    private void uploadUntilItIsTaken(Fixture process, byte[] profile) {
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                accept(process, profile);
                return;
            } catch (BlobException | PgoException e) {
                assertThat(e).isNotNull();
            }
        }
        throw new AssertionError("not taken in 50 attempts");
    }

    private void settle() {
        Fixture process = Fixture.over(store, clock);
        process.idle();
        books.balance(store);
        Books.readable(store);
        Books.settled(store);
    }
}
