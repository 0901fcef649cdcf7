package dev.hone.cache;

import java.util.Optional;

/** Has nothing, and takes everything without keeping it: what cacheprog's proxy is without a store. */
enum NoRemoteCache implements RemoteCache {
    NOTHING;

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        return Optional.empty();
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        return false;
    }

    @Override
    public Health check() {
        return Health.GOOD;
    }

    @Override
    public void close() {}
}
