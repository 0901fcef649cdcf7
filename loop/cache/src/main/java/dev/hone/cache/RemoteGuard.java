package dev.hone.cache;

import dev.hone.blob.BlobAddress;
import java.util.Optional;

/** A remote cache around another one, which decides what reaches that, and when. */
abstract class RemoteGuard implements RemoteCache {
    private final RemoteCache guarded;

    RemoteGuard(RemoteCache guarded) {
        this.guarded = guarded;
    }

    /** Nobody is asked yet. */
    @Override
    public final Optional<BlobAddress> address(ActionId action) {
        return guarded.address(action);
    }

    @Override
    public final Health check() {
        return guarded.check();
    }

    @Override
    public final void close() {
        guarded.close();
    }
}
