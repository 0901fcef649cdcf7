package dev.hone.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Fetches, together with a package, what its compiler printed. go asks for the one and, when it has that, for the other, whose key
 * it makes from the first one's: so a build of which nothing is known beforehand waits once for each package, and not twice.
 *
 * <p>Only as long as the store has what go asks for: where a package is not there, neither is the other. And what is no package has
 * no other: after a few of these no more is fetched so. For any thread.
 */
final class Companions implements AutoCloseable {
    /** What go calls it when it makes the key. */
    private static final String PRINTED = "stdout";

    /** All that go asks for by such a key as soon as it has the first. */
    private static final List<String> NAMES = List.of(PRINTED, "fix.zip");

    /** When so many in a row were not there, the next one's companion is not asked for. */
    private static final int FEW = 3;

    /** So many are asked for before the first of them was there. */
    private static final int MOST_UNPROVED = 8;

    /** go keeps what was printed right behind the rest. */
    private static final Duration RIGHT_BEHIND = Duration.ofSeconds(1);

    private final Function<ActionId, Source> fetch;
    private final Set<ActionId> begun = ConcurrentHashMap.newKeySet();
    private final Queue<ActionId> given = new ConcurrentLinkedQueue<>();
    private final Map<ActionId, ActionId> parents = new HashMap<>();
    private final Set<ActionId> missed = new HashSet<>();
    private final Set<ActionId> made = new HashSet<>();
    private final Map<ActionId, Long> unprinted = new HashMap<>();
    private final LongSupplier nanoClock;
    private final AtomicInteger absent = new AtomicInteger(FEW);
    private final AtomicInteger unproved = new AtomicInteger();
    private final ExecutorService fetching =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());

    /** Those of one build. */
    Companions(Function<ActionId, Source> fetch, LongSupplier nanoClock) {
        this.fetch = fetch;
        this.nanoClock = nanoClock;
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

    /** For what go was given. */
    void given(ActionId action) {
        given.add(action);
    }

    /**
     * Whether something belongs to what go was given. go takes it for empty when it is not there, so that a finding of
     * {@code go vet} is lost.
     */
    boolean isOne(ActionId action) {
        return parent(action).isPresent();
    }

    /**
     * Whether go, once it is told that something is not there, would take it for empty that may have been printed; then it is to make
     * the whole of it again. Not so with tools that print nothing that is kept: when go has made one again, and nothing was printed, it
     * makes no more of them again.
     */
    synchronized boolean isMissed(ActionId action) {
        ActionId parent = parent(action).orElse(null);
        if (parent == null || !action.equals(parent.subkey(PRINTED)) || isNothingPrinted()) {
            return false;
        }
        missed.add(parent);
        return true;
    }

    private boolean isNothingPrinted() {
        long now = nanoClock.getAsLong();
        return unprinted.values().stream().anyMatch(since -> now - since > RIGHT_BEHIND.toNanos());
    }

    /** For what go has made. */
    synchronized void made(ActionId action) {
        made.add(action);
        unprinted.remove(action);
        if (missed.contains(action) && !made.contains(action.subkey(PRINTED))) {
            unprinted.put(action.subkey(PRINTED), nanoClock.getAsLong());
        }
    }

    private synchronized Optional<ActionId> parent(ActionId action) {
        for (ActionId hit = given.poll(); hit != null; hit = given.poll()) {
            for (String name : NAMES) {
                parents.put(hit.subkey(name), hit);
            }
        }
        return Optional.ofNullable(parents.get(action));
    }

    /** Gives up what has not come, and waits until that has ended. */
    @Override
    public void close() {
        fetching.shutdownNow();
        fetching.close();
    }
}
