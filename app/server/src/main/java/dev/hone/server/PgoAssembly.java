package dev.hone.server;

import dev.hone.aws.S3Scheme;
import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobStores;
import dev.hone.blob.ObservedBlobStore;
import dev.hone.blob.RetryingBlobStore;
import dev.hone.blob.Surroundings;
import dev.hone.command.Version;
import dev.hone.event.EventBuses;
import dev.hone.event.EventReader;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventWriter;
import dev.hone.event.RetryingEventWriter;
import dev.hone.kafka.KafkaScheme;
import dev.hone.nats.NatsScheme;
import dev.hone.pgo.AppName;
import dev.hone.pgo.PgoSettings;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.PgoSurroundings;
import dev.hone.pgo.PgoTrust;
import dev.hone.pgo.PgoWorker;
import dev.hone.profile.ProfileLimits;
import dev.hone.server.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the PGO stage of a process together: store, bus, stage and worker. */
final class PgoAssembly implements AutoCloseable {
    private static final Backoff PATIENT = new Backoff(4, Duration.ofMillis(50), Duration.ofSeconds(2));
    /** A bus that is away is no reason to wait: sweeping finds what it should have told. */
    private static final Backoff ONCE_MORE = new Backoff(2, Duration.ofMillis(20), Duration.ofMillis(100));

    /** How long what is being worked on may take to end; a store that hangs is not waited for longer. */
    private static final Duration LAST_WORK = Duration.ofSeconds(20);

    private static final long CACHE = 32L << 20;

    private final Deque<Runnable> closings = new ArrayDeque<>();
    private final List<SignsOfLife.Dependency> dependencies = new ArrayList<>();
    private final PgoTrust trust;
    private final PgoStage stage;
    private final @Nullable PgoWorker worker;

    /** Makes all parts; nothing is read or heard yet. */
    PgoAssembly(Storing storing, World world, ProfileLimits limits, Metrics metrics) {
        Sleeper sleeper = Sleeper.REAL;
        BlobStore raw = BlobStores.of(new Surroundings(world.clock(), world.random()), List.of(S3Scheme.create()))
                .open(storing.store());
        closings.push(raw::close);
        BlobStore watched = ObservedBlobStore.over(raw, metrics.blobs(), world.nanoClock());
        BlobStore store = RetryingBlobStore.over(watched, PATIENT, sleeper, world.random());
        dependencies.add(new SignsOfLife.Dependency("blob", raw::check));
        EventBuses buses = EventBuses.of(
                EventSurroundings.of(world.clock(), sleeper, world.random())
                        .with(world.environment())
                        .with(store),
                List.of(NatsScheme.create(), KafkaScheme.with(Thread.ofVirtual().factory())));
        EventWriter writer =
                RetryingEventWriter.over(buses.writer(storing.writer()), ONCE_MORE, sleeper, world.random());
        closings.push(writer::close);
        trust = SigningKeys.trust(storing.signingKey(), world.random());
        stage = PgoStage.of(
                store,
                writer,
                new PgoSettings(limits, CACHE, storing.mixed(), "hone " + Version.current()),
                trust,
                new PgoSurroundings(
                        world.clock(),
                        sleeper,
                        world.random(),
                        Thread.ofVirtual().factory(),
                        metrics.pgo()));
        String from = storing.reader();
        if (from == null) {
            worker = null;
        } else {
            EventReader reader = buses.reader(from);
            worker = stage.worker(reader, PruneFiles.watched(storing.prune(), world.nanoClock(), metrics.prune()));
            dependencies.add(new SignsOfLife.Dependency("event-reader", reader::check));
        }
        dependencies.add(new SignsOfLife.Dependency("event-writer", writer::check));
    }

    PgoStage stage() {
        return stage;
    }

    /** Counts what was received of an app, where this process has a worker; elsewhere it is left to those that have. */
    void settle(AppName app) {
        if (worker != null) {
            worker.settle(app);
        }
    }

    List<String> publicKeys() {
        return trust.publicKeys();
    }

    List<SignsOfLife.Dependency> dependencies() {
        return dependencies;
    }

    void start() {
        if (worker != null) {
            Thread receiving = Thread.ofVirtual().name("events").start(worker::receive);
            Thread sweeping = Thread.ofVirtual().name("sweeper").start(worker::sweep);
            closings.push(() -> {
                sweeping.interrupt();
                worker.close();
                await(receiving);
                await(sweeping);
            });
        }
    }

    /** Waits for a thread that was told to end, so that nothing is written once this is closed. */
    private static void await(Thread thread) {
        try {
            thread.join(LAST_WORK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
