package dev.hone.cache;

import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import java.time.Duration;

/**
 * What fetching from and bringing to a shared store have in common.
 *
 * @param signed whether nothing is believed that nobody signed who is trusted
 */
record SharedParts(
        RemoteCache remote,
        Porter porter,
        Breaker breaker,
        LocalStore local,
        Knowledge knowledge,
        HereOnly hereOnly,
        boolean signed,
        RemoteSettings settings,
        CacheSurroundings surroundings,
        CacheListener listener) {
    long nanoTime() {
        return surroundings.nanoClock().getAsLong();
    }

    /** Tells what came of a call that began then. */
    void tell(Operation operation, Outcome outcome, long size, long begun) {
        listener.onRemote(new RemoteCall(operation, outcome, size, Duration.ofNanos(nanoTime() - begun)));
    }
}
