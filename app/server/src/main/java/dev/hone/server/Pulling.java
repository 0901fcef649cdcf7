package dev.hone.server;

import dev.hone.base.Sleeper;
import dev.hone.collect.CollectListener;
import dev.hone.collect.CollectSurroundings;
import dev.hone.collect.ProfileStore;
import dev.hone.collect.PullSettings;
import dev.hone.collect.Puller;
import dev.hone.collect.Snapshot;
import dev.hone.intake.Intake;

/** Takes the profiles that a store of others has. It does not close the intake. */
final class Pulling implements Taking {
    private final ProfileStore store;
    private final Puller puller;

    Pulling(Wanted wanted, Intake intake, World world, CollectListener listener) {
        store = wanted.store();
        puller = new Puller(
                store,
                wanted.settings(),
                intake,
                new CollectSurroundings(
                        world.clock(),
                        Sleeper.REAL,
                        world.random(),
                        Thread.ofVirtual().name("pull").factory(),
                        listener));
    }

    /** What to pull, and how. */
    record Wanted(ProfileStore store, PullSettings settings) {}

    Puller.Pulled once() {
        return puller.once();
    }

    @Override
    public void start() {
        puller.start();
    }

    @Override
    public SignsOfLife.Dependency dependency() {
        return new SignsOfLife.Dependency(store.name(), puller::health);
    }

    @Override
    public Snapshot snapshot() {
        return Snapshot.EMPTY;
    }

    @Override
    public void close() {
        puller.close();
    }
}
