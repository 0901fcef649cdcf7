package dev.hone.cache;

import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.RemoteCall.Times;
import java.time.Duration;
import java.util.List;

/** A call of the shared store under way: notes when what of it came, and tells all of it at its end. For one thread. */
final class OngoingCall {
    private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    private final CacheSurroundings surroundings;
    private final List<CacheListener> listeners;
    private final Operation operation;
    private final ActionId name;
    private final long begun;
    private Duration answered = NEVER;
    private Duration came = NEVER;

    /** Begins now. */
    OngoingCall(CacheSurroundings surroundings, List<CacheListener> listeners, Operation operation, ActionId name) {
        this.surroundings = surroundings;
        this.listeners = listeners;
        this.operation = operation;
        this.name = name;
        this.begun = surroundings.nanoClock().getAsLong();
    }

    private Duration soFar() {
        return Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun);
    }

    void answered() {
        answered = soFar();
    }

    void came() {
        came = soFar();
    }

    void end(Outcome outcome, long size, long stored) {
        RemoteCall call =
                new RemoteCall(operation, name, outcome, size, stored, new Times(begun, answered, came, soFar()));
        listeners.forEach(listener -> listener.onRemote(call));
    }
}
