package dev.hone.server;

import dev.hone.base.Sleeper;
import dev.hone.cache.CacheException;
import dev.hone.cache.ServiceListener;
import dev.hone.cache.StoreEviction;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes room among the results of builds, again and again. Several servers of one store may do so side by side. */
final class Tidying implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("cache");
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final StoreEviction eviction;
    private final InstantSource clock;
    private final ServiceListener listener;
    private final Thread thread;

    private Tidying(StoreEviction eviction, InstantSource clock, ServiceListener listener) {
        this.eviction = eviction;
        this.clock = clock;
        this.listener = listener;
        thread = Thread.ofVirtual().name("tidying").unstarted(this::run);
    }

    static Tidying start(StoreEviction eviction, InstantSource clock, ServiceListener listener) {
        Tidying tidying = new Tidying(eviction, clock, listener);
        tidying.thread.start();
        return tidying;
    }

    private void run() {
        try {
            while (true) {
                Sleeper.REAL.sleep(EVERY);
                once();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            StoreEviction.Result result = eviction.run(clock.instant(), false, victim -> {});
            listener.onEvicted(result);
            if (result.removed() > 0) {
                LOG.info(
                        "removed {} of {} results, which had not been used for longest",
                        result.removed(),
                        result.results());
            }
        } catch (CacheException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** Waits until nothing is removed any more. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
