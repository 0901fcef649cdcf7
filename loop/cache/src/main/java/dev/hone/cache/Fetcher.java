package dev.hone.cache;

import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
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
    private final ConcurrentMap<ActionId, Flight> flights = new ConcurrentHashMap<>();

    Fetcher(SharedParts parts) {
        this.parts = parts;
    }

    /** The result of an action, kept on this machine and found sound, or why there is none. */
    Fetched fetch(ActionId action, Pins pins, CacheListener build) {
        Flight flight = new Flight();
        @Nullable Flight other = flights.putIfAbsent(action, flight);
        if (other != null) {
            return together(other, action, pins, build);
        }
        try {
            // Another flight may have landed since the build looked.
            Optional<Found> here = parts.local().find(action, pins);
            Fetched fetched =
                    here.isPresent() ? new Fetched(here.get(), Source.LOCAL, 0) : fetchAlone(action, pins, build);
            flight.came = fetched.source();
            flight.givenUp = !fetched.source().isHit() && Thread.currentThread().isInterrupted();
            return fetched;
        } finally {
            flights.remove(action, flight);
            flight.over.countDown();
        }
    }

    /** A fetch that others may wait for, and what came of it. */
    private static final class Flight {
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile Source came = Source.FAILED;
        private volatile boolean givenUp;
    }

    private Fetched together(Flight other, ActionId action, Pins pins, CacheListener build) {
        try {
            other.over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Fetched.nothing(Source.FAILED);
        }
        if (other.givenUp) {
            return fetch(action, pins, build);
        }
        return parts.local()
                .find(action, pins)
                .map(found -> new Fetched(found, Source.TOGETHER, 0))
                .orElseGet(() -> Fetched.nothing(other.came.isHit() ? Source.FAILED : other.came));
    }

    private Fetched fetchAlone(ActionId action, Pins pins, CacheListener build) {
        OngoingCall call = parts.call(Operation.GET, action, build);
        CountedBytes counted = new CountedBytes();
        try {
            Optional<Found> found = landed(action, pins, counted, call);
            call.end(
                    found.isPresent() ? Outcome.DONE : Outcome.NOTHING,
                    found.map(Found::size).orElse(0L),
                    counted.sum());
            return new Fetched(found.orElse(null), found.isPresent() ? Source.FETCHED : Source.ABSENT, counted.sum());
        } catch (CacheException e) {
            return new Fetched(null, missed(action, e, call, counted.sum()), counted.sum());
        } catch (IOException | RuntimeException e) {
            // Whatever a store's client throws: it must not reach go.
            call.end(failed(), 0, counted.sum());
            trouble("the result of " + action + " did not arrive: " + e);
            return new Fetched(null, e instanceof SocketTimeoutException ? Source.LATE : Source.FAILED, counted.sum());
        }
    }

    /** Whether the store has a result that is worth asking for. Brings nothing. */
    boolean isThere(ActionId action, CacheListener build) {
        OngoingCall call = parts.call(Operation.GET, action, build);
        try (RemoteObject object = parts.remote().get(action).orElse(null)) {
            call.end(Outcome.NOTHING, 0, 0);
            return object != null;
        } catch (RuntimeException e) {
            // Whoever waits for the next is told what is wrong.
            call.end(Outcome.FAILED, 0, 0);
            return false;
        }
    }

    private Optional<Found> landed(ActionId action, Pins pins, CountedBytes counted, OngoingCall call)
            throws IOException {
        Optional<RemoteObject> object = parts.remote().get(action);
        call.answered();
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (RemoteObject given = object.get().through(counted::of)) {
            Staged staged = given.land(parts.local().incoming(), counted);
            call.came();
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
    private void requireFit(Staged staged, ActionId action) throws IOException {
        switch (GoArchive.kind(staged.file(), action)) {
            case FINE -> {}
            case INDEX -> {
                parts.hereOnly().add(action);
                throw new CacheException(CacheError.POISONED, "a module index is of use where it was made only");
            }
            case OF_ANOTHER_ACTION ->
                throw new CacheException(CacheError.POISONED, "the package stored there is the result of another step");
        }
    }

    /** Go forgets test results by their time, so it is never one to come. */
    private Instant time(RemoteObject given) {
        Instant now = parts.surroundings().clock().instant();
        return given.time().isAfter(now) ? now : given.time();
    }

    private Source missed(ActionId action, CacheException e, OngoingCall call, long received) {
        if (e.error() == CacheError.POISONED || e.error() == CacheError.TOO_LARGE) {
            call.end(Outcome.REFUSED, 0, received);
            parts.knowledge().isSpoiled(action);
            parts.listener().onTrouble("the shared store's result of " + action + " is not used: " + e.getMessage());
            return Source.REFUSED;
        }
        call.end(failed(), 0, received);
        trouble("the result of " + action + " was not fetched: " + e.getMessage());
        if (e.error() == CacheError.REMOTE_LATE) {
            return Source.LATE;
        }
        return e.error() == CacheError.REMOTE_RESTING ? Source.RESTING : Source.FAILED;
    }

    /** What was given up did not fail. */
    private static Outcome failed() {
        return Thread.currentThread().isInterrupted() ? Outcome.NOTHING : Outcome.FAILED;
    }

    private void trouble(String what) {
        if (!Thread.currentThread().isInterrupted()) {
            parts.listener().onTrouble(what);
        }
    }
}
