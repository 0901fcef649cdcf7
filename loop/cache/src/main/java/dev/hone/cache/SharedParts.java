package dev.hone.cache;

/** What fetching from and bringing to a shared store have in common. */
record SharedParts(
        RemoteCache remote,
        Porter porter,
        Breaker breaker,
        LocalStore local,
        Knowledge knowledge,
        HereOnly hereOnly,
        RemoteSettings settings,
        CacheSurroundings surroundings,
        CacheListener listener) {
    long nanoTime() {
        return surroundings.nanoClock().getAsLong();
    }
}
