package dev.hone.cache;

import dev.hone.cache.RemoteCall.Operation;
import java.util.List;

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

    /** A call that begins now, for a build. */
    OngoingCall call(Operation operation, ActionId name, CacheListener build) {
        return new OngoingCall(surroundings, List.of(listener, build), operation, name);
    }
}
