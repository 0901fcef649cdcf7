package dev.hone.cache;

import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Brings results from the shared store to this machine, each one once, whatever number of builds ask for it.
 *
 * <pre>
 * get ─► decompress ─► incoming, hashed on the way ─► size and SHA-256 as said?
 *                      ─► no module index, and the archive of this action? ─► kept here ─► found
 * </pre>
 *
 * <p>Whatever is wrong is a miss. An object that was found wrong is noted, so that the next put of its action replaces it.
 */
final class Fetcher {
    private final SharedParts parts;
    private final ConcurrentMap<ActionId, CountDownLatch> flights = new ConcurrentHashMap<>();

    Fetcher(SharedParts parts) {
        this.parts = parts;
    }

    /** The result of an action, kept on this machine and found sound; empty is a miss, whatever the reason. */
    Optional<Found> fetch(ActionId action, Pins pins) {
        CountDownLatch flight = new CountDownLatch(1);
        @Nullable CountDownLatch other = flights.putIfAbsent(action, flight);
        if (other != null) {
            return waited(other) ? parts.local().find(action, pins) : Optional.empty();
        }
        try {
            // Another flight may have landed since the build looked.
            Optional<Found> here = parts.local().find(action, pins);
            return here.isPresent() ? here : fetchAlone(action, pins);
        } finally {
            flights.remove(action, flight);
            flight.countDown();
        }
    }

    private static boolean waited(CountDownLatch flight) {
        try {
            flight.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Found> fetchAlone(ActionId action, Pins pins) {
        long begun = parts.nanoTime();
        try {
            Optional<Found> found = landed(action, pins);
            tell(
                    found.isPresent() ? Outcome.DONE : Outcome.NOTHING,
                    found.map(Found::size).orElse(0L),
                    begun);
            return found;
        } catch (CacheException e) {
            Outcome outcome = e.error() == CacheError.POISONED || e.error() == CacheError.TOO_LARGE
                    ? Outcome.REFUSED
                    : Outcome.FAILED;
            tell(outcome, 0, begun);
            missed(action, e);
        } catch (IOException | RuntimeException e) {
            // Whatever a store's client throws: it must not reach go.
            tell(Outcome.FAILED, 0, begun);
            parts.listener().onTrouble("the result of " + action + " did not arrive: " + e);
        }
        return Optional.empty();
    }

    private Optional<Found> landed(ActionId action, Pins pins) throws IOException {
        Optional<RemoteObject> object = parts.remote().get(action);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (RemoteObject given = object.get();
                InputStream content = given.content()) {
            Staged staged = parts.local().incoming().take(content, given.output(), given.size());
            boolean kept = false;
            try {
                requireFit(staged, action);
                Found found = parts.local().put(action, staged, time(given), pins);
                kept = true;
                parts.knowledge().isThere(action, found.output());
                return Optional.of(found);
            } finally {
                if (!kept) {
                    staged.discard();
                }
            }
        }
    }

    /** A sound body under a wrong key poisons a build, and a module index of another machine does so silently. */
    private static void requireFit(Staged staged, ActionId action) throws IOException {
        switch (GoArchive.kind(staged.file(), action)) {
            case FINE -> {}
            case INDEX ->
                throw new CacheException(CacheError.POISONED, "a module index is of use where it was made only");
            case OF_ANOTHER_ACTION ->
                throw new CacheException(CacheError.POISONED, "the package stored there is the result of another step");
        }
    }

    /** Go forgets test results by their time, so it is never one to come. */
    private Instant time(RemoteObject given) {
        Instant now = parts.surroundings().clock().instant();
        return given.time().isAfter(now) ? now : given.time();
    }

    private void missed(ActionId action, CacheException e) {
        switch (e.error()) {
            case POISONED, TOO_LARGE -> {
                parts.knowledge().isSpoiled(action);
                parts.listener()
                        .onTrouble("the shared store's result of " + action + " is not used: " + e.getMessage());
            }
            default -> parts.listener().onTrouble("the result of " + action + " was not fetched: " + e.getMessage());
        }
    }

    private void tell(Outcome outcome, long size, long begun) {
        Duration took = Duration.ofNanos(parts.nanoTime() - begun);
        parts.listener().onRemote(new RemoteCall(Operation.GET, outcome, size, took));
    }
}
