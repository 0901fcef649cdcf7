package dev.hone.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * What go was given in one build, and what belongs to it: go asks for that next, by a key that it makes from the first one's, and
 * takes it for empty when it is told that it is not there. So findings of {@code go vet} are lost. For any thread.
 */
final class Given {
    /** go keeps what was printed right behind the rest. */
    private static final Duration RIGHT_BEHIND = Duration.ofMillis(200);

    private final LongSupplier nanoClock;
    private final Queue<ActionId> given = new ConcurrentLinkedQueue<>();
    private final Map<ActionId, ActionId> parents = new HashMap<>();
    private final Set<ActionId> missed = new HashSet<>();
    private final Set<ActionId> made = new HashSet<>();
    private final Map<ActionId, Long> unprinted = new HashMap<>();

    Given(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** For what go was given. */
    void add(ActionId action) {
        given.add(action);
    }

    /** Whether something belongs to what go was given. */
    boolean has(ActionId action) {
        return parent(action).isPresent();
    }

    /**
     * Whether go would take something for empty that may have been printed, once it is told that it is not there; then it is to make
     * the whole of it again. Not so with tools that print nothing that is kept: when go has made one again, and nothing was printed, it
     * makes no more of them again.
     */
    synchronized boolean isMissed(ActionId action) {
        ActionId parent = parent(action).orElse(null);
        if (parent == null || !action.equals(parent.subkey(Companions.PRINTED)) || isNothingPrinted()) {
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
        if (missed.contains(action) && !made.contains(action.subkey(Companions.PRINTED))) {
            unprinted.put(action.subkey(Companions.PRINTED), nanoClock.getAsLong());
        }
    }

    private synchronized Optional<ActionId> parent(ActionId action) {
        for (ActionId hit = given.poll(); hit != null; hit = given.poll()) {
            for (String name : Companions.NAMES) {
                parents.put(hit.subkey(name), hit);
            }
        }
        return Optional.ofNullable(parents.get(action));
    }
}
