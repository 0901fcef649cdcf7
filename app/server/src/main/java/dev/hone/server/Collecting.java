package dev.hone.server;

import dev.hone.base.Sleeper;
import dev.hone.collect.CollectListener;
import dev.hone.collect.CollectSettings;
import dev.hone.collect.CollectSurroundings;
import dev.hone.collect.Scraper;
import dev.hone.collect.Snapshot;
import dev.hone.intake.Intake;
import dev.hone.targets.TargetSource;

/** Puts the collect stage of a process together. It closes the source, and not the intake. */
final class Collecting implements Taking {
    private final TargetSource source;
    private final Scraper scraper;

    Collecting(Wanted wanted, Intake intake, World world, CollectListener listener) {
        source = wanted.source();
        scraper = Scraper.of(
                source,
                intake,
                wanted.settings(),
                new CollectSurroundings(
                        world.clock(),
                        Sleeper.REAL,
                        world.random(),
                        Thread.ofVirtual().name("collect").factory(),
                        listener));
    }

    /** What to profile, and how. */
    record Wanted(TargetSource source, CollectSettings settings) {}

    @Override
    public void start() {
        HangUp.then(scraper::reload);
        scraper.start();
    }

    @Override
    public SignsOfLife.Dependency dependency() {
        return new SignsOfLife.Dependency(source.name(), source::check);
    }

    @Override
    public Snapshot snapshot() {
        return scraper.snapshot();
    }

    @Override
    public void close() {
        scraper.close();
        source.close();
    }
}
