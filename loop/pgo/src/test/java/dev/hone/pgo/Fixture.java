package dev.hone.pgo;

import dev.hone.base.Secret;
import dev.hone.base.Sleeper;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.event.EventBuses;
import dev.hone.event.EventReader;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventWriter;
import dev.hone.intake.Origin;
import dev.hone.profile.ProfileLimits;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A process that works on a store, with a clock that is turned by hand. */
final class Fixture {
    static final AppName WEB = AppName.of("web");

    private static final Secret KEY = PgoTrust.newKey(new SecureRandom());

    final ManualClock clock;
    final BlobStore store;
    final PgoStage stage;
    final PgoWorker worker;
    final CountDownLatch published = new CountDownLatch(1);
    final List<Integer> damaged = new CopyOnWriteArrayList<>();
    final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    Fixture(BlobStore store, ManualClock clock, EventBuses buses, boolean mixed) {
        this(store, clock, buses.writer("mem://profiles"), buses.reader("mem://profiles"), mixed);
    }

    Fixture(BlobStore store, ManualClock clock, EventWriter writer, EventReader reader, boolean mixed) {
        this.store = store;
        this.clock = clock;
        PgoSurroundings surroundings = new PgoSurroundings(
                clock, Sleeper.REAL, new Random(7), Thread.ofVirtual().factory(), listener());
        this.stage = PgoStage.of(
                store,
                writer,
                new PgoSettings(ProfileLimits.defaults(), 8 << 20, mixed, "hone test"),
                PgoTrust.of(List.of()).signingWith(KEY),
                surroundings);
        this.worker = stage.worker(reader, () -> PruneFile.NONE);
    }

    private PgoListener listener() {
        return new PgoListener() {
            @Override
            public void published(AppName app, GenerationEntry generation) {
                published.countDown();
            }

            @Override
            public void damaged(AppName app, int generation, String reason) {
                damaged.add(generation);
            }

            @Override
            public void failed(AppName app, String what, RuntimeException failure) {
                failures.add(failure);
            }
        };
    }

    static Fixture over(BlobStore store, ManualClock clock) {
        return new Fixture(store, clock, buses(), true);
    }

    static EventBuses buses() {
        return EventBuses.of(EventSurroundings.of(InstantSource.system(), Sleeper.REAL, new Random(3)), List.of());
    }

    /** Uploads, and works on it as a sweeper does that nobody told. */
    UploadReceipt upload(byte[] profile) {
        UploadReceipt receipt = stage.accept(WEB, profile, Origin.UNKNOWN);
        sweep();
        return receipt;
    }

    /** Lets so much time pass that everything is found, and looks once. */
    void sweep() {
        clock.turn(Duration.ofSeconds(30));
        worker.sweepOnce();
    }

    /** Lets so much time pass that what nothing names is removed, looking every minute. */
    void idle() {
        for (int minute = 0; minute < 18; minute++) {
            clock.turn(Duration.ofMinutes(1));
            worker.sweepOnce();
        }
    }

    List<String> names(String prefix) {
        return store.stream(Listing.of(prefix)).map(Entry::name).toList();
    }

    byte[] read(String key) {
        return store.get(BlobKey.of(key)).orElseThrow().bytes(1 << 26);
    }

    /** A clock that stands still until it is turned. */
    static final class ManualClock implements InstantSource {
        private Instant now = Instant.parse("2026-03-04T12:00:00Z");

        @Override
        public synchronized Instant instant() {
            return now;
        }

        synchronized void turn(Duration by) {
            now = now.plus(by);
        }
    }
}
