package dev.hone.cache;

import dev.hone.blob.BlobAddress;
import java.util.List;
import java.util.Optional;

/** A remote cache around another one, which decides what reaches that, and when. */
abstract class RemoteGuard implements RemoteCache {
    private final RemoteCache guarded;

    RemoteGuard(RemoteCache guarded) {
        this.guarded = guarded;
    }

    @Override
    public Optional<ComposedPack> compose(List<ActionId> actions) {
        return guarded.compose(actions);
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
    public void close() {
        guarded.close();
    }
}
