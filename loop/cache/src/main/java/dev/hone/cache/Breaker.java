package dev.hone.cache;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Knows whether a store is worth asking. After so many failures in a row it is not; after a rest one request may try, and any
 * answer to it, "not found" among them, ends the pause.
 *
 * <p>A store of which nothing has ever been heard is left alone after its first failure. There is one of these for all builds of a process,
 * and processes of a machine that come after each other tell each other by a {@link Marker}. For any thread.
 */
final class Breaker {
    /** What a request may do. */
    enum Pass {
        GO,
        STAY
    }

    private final int errors;
    private final Duration rest;
    private final LongSupplier nanoClock;
    private final Marker marker;
    private int failures;
    private boolean everAnswered;
    private boolean everHeard;
    private boolean resting;
    private boolean probing;
    private boolean closed;
    private long since;

    Breaker(int errors, Duration rest, LongSupplier nanoClock, Marker marker) {
        this.errors = errors;
        this.rest = rest;
        this.nanoClock = nanoClock;
        this.marker = marker;
        marker.age().filter(age -> errors > 0 && isRest(age)).ifPresent(age -> {
            resting = true;
            since = nanoClock.getAsLong() - age.toNanos();
        });
    }

    private boolean isRest(Duration age) {
        return age.compareTo(rest) < 0;
    }

    /** Whether to send a request; whoever goes reports what came of it. */
    synchronized Pass ask() {
        if (!resting) {
            return Pass.GO;
        }
        if (!isOver() || probing) {
            return Pass.STAY;
        }
        probing = true;
        return Pass.GO;
    }

    /** Whether {@link #ask} would let one go. */
    synchronized boolean isWorthAsking() {
        return !resting || (isOver() && !probing);
    }

    private boolean isOver() {
        return !rest.isZero() && !isRest(Duration.ofNanos(nanoClock.getAsLong() - since));
    }

    /** The store answered, whatever it was; whether it was left alone before. */
    synchronized boolean answered() {
        boolean back = resting;
        resting = false;
        probing = false;
        failures = 0;
        if (back || !everAnswered) {
            marker.clear();
        }
        everAnswered = true;
        everHeard = true;
        return back;
    }

    /** The store failed; whether it is left alone from now on. */
    synchronized boolean failed() {
        probing = false;
        if (closed) {
            return false;
        }
        failures++;
        boolean wasResting = resting;
        if (resting || (errors > 0 && failures >= (everHeard ? errors : 1))) {
            resting = true;
            since = nanoClock.getAsLong();
            marker.set();
        }
        return resting && !wasResting;
    }

    /** The store is there, and did not give what it was asked for; whether it is left alone from now on. */
    synchronized boolean stumbled() {
        everHeard = true;
        return failed();
    }

    /** It is not known what the store would have answered. */
    synchronized void unknown() {
        probing = false;
    }

    /** Nothing has come yet: other processes need not wait as long as this one does. */
    synchronized void isSilent() {
        if (errors > 0 && !everAnswered && !closed) {
            marker.set();
        }
    }

    /** From now on requests end since nobody wants them any more, and not since the store fails. */
    synchronized void close() {
        closed = true;
    }
}
