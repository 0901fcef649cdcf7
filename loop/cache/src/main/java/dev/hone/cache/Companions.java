package dev.hone.cache;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Fetches, together with a package, what its compiler printed. go asks for the one and, when it has that, for the other, whose key
 * it makes from the first one's: so a build of which nothing is known beforehand waits once for each package, and not twice.
 *
 * <p>Only as long as the store has what go asks for: where a package is not there, neither is the other. And what is no package has
 * no other: after a few of these no more is fetched so. For any thread.
 */
final class Companions implements AutoCloseable {
    /** What go calls it when it makes the key. */
    static final String PRINTED = "stdout";

    /** All that go asks for by such a key as soon as it has the first. */
    static final List<String> NAMES = List.of(PRINTED, "fix.zip");

    /** When so many in a row were not there, the next one's companion is not asked for. */
    private static final int FEW = 3;

    /** So many are asked for before the first of them was there. */
    private static final int MOST_UNPROVED = 8;

    private final Function<ActionId, Source> fetch;
    private final Set<ActionId> begun = ConcurrentHashMap.newKeySet();
    private final AtomicInteger absent = new AtomicInteger(FEW);
    private final AtomicInteger unproved = new AtomicInteger();
    private final ExecutorService fetching =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());

    /** Those of one build. */
    Companions(Function<ActionId, Source> fetch) {
        this.fetch = fetch;
    }

    /** For when the store is about to be asked for a result; returns at once. */
    void fetchThatOf(ActionId action) {
        if (absent.get() >= FEW || unproved.get() >= MOST_UNPROVED || begun.contains(action)) {
            return;
        }
        ActionId companion = action.subkey(PRINTED);
        begun.add(companion);
        unproved.incrementAndGet();
        try {
            fetching.execute(() -> count(fetch.apply(companion)));
        } catch (RejectedExecutionException e) {
            // The build has ended.
            begun.remove(companion);
        }
    }

    private void count(Source came) {
        if (came.isHit()) {
            unproved.set(0);
        } else if (came != Source.ABSENT) {
            unproved.updateAndGet(many -> Math.max(0, many - 1));
        }
    }

    /** What became of asking the store. */
    void asked(Source came) {
        if (came.isHit()) {
            absent.set(0);
        } else if (came == Source.ABSENT) {
            absent.incrementAndGet();
        }
    }

    /** Gives up what has not come, and waits until that has ended. */
    @Override
    public void close() {
        fetching.shutdownNow();
        fetching.close();
    }
}
