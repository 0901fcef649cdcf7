package dev.hone.cache;

import org.jspecify.annotations.Nullable;

/** What fetching from and bringing to a shared store have in common. */
record SharedParts(
        RemoteCache remote,
        Porter porter,
        Breaker breaker,
        LocalStore local,
        Knowledge knowledge,
        HereOnly hereOnly,
        @Nullable PlanStore plans,
        RemoteSettings settings,
        CacheSurroundings surroundings,
        CacheListener listener) {
    long nanoTime() {
        return surroundings.nanoClock().getAsLong();
    }
}
