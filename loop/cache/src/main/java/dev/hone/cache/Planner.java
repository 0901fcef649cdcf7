package dev.hone.cache;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What builds will ask for, from one build to the next: found and followed at the beginning of one, written down after its end. */
final class Planner implements AutoCloseable {
    private final SharedParts parts;
    private final Fetcher fetcher;
    private final PlanFinder finder;
    private final Publisher publisher;
    private final ExecutorService writing;
    private final AtomicInteger waiting = new AtomicInteger();

    Planner(SharedParts parts, Fetcher fetcher, Uploader uploader) {
        this.parts = parts;
        this.fetcher = fetcher;
        this.finder = new PlanFinder(parts);
        this.publisher = new Publisher(parts, finder, uploader);
        this.writing = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("plans").factory());
    }

    Plan plan(BuildNames names, CacheListener build) {
        return names.names().isEmpty() || !parts.porter().mayCome()
                ? Plan.NONE
                : new Plan(
                        () -> finder.find(names, build),
                        action -> fetcher.isThere(action, build),
                        parts.settings().get(),
                        build);
    }

    /** Brings what such builds will ask for, and waits for it, but no longer than this. */
    Brought prefetch(BuildNames names, Duration most) {
        return finder.find(names, CacheListener.NONE)
                .onItsWay()
                .map(bringing -> bringing.end(most))
                .orElse(Brought.NOTHING);
    }

    /** Writes it down by and by: one build after the other. */
    void remember(BuildNames names, BuildUse use, Plan plan) {
        if (names.names().isEmpty() || !parts.porter().mayCome()) {
            return;
        }
        Manifest followed = plan.followed().orElse(null);
        waiting.incrementAndGet();
        try {
            writing.execute(() -> {
                try {
                    publisher.publish(names, use, followed);
                } finally {
                    waiting.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            // The process ends; the next build writes down as much.
            return;
        }
    }

    /** Waits until all is written down, but no longer than this. */
    void settle(Duration most) {
        try {
            Future<?> last = writing.submit(() -> {});
            last.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            // What was not written down costs the next build time.
            return;
        }
    }

    /** How many builds are not written down yet. */
    int waiting() {
        return waiting.get();
    }

    @Override
    public void close() {
        writing.shutdownNow();
    }
}
