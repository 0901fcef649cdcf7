package dev.hone.cache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store only when its machine was reached once: that is found out sooner than by a request, which may have a client to
 * be made and keys to be had first. All who come meanwhile wait for the same attempt.
 */
final class ReachableRemoteCache extends RemoteGuard {
    private final RemoteCache remote;
    private final Door door;
    private final Duration patience;
    private final AtomicReference<@Nullable Attempt> attempt = new AtomicReference<>();
    private volatile boolean reached;

    /** A try to get there, made by whoever comes first. */
    private static final class Attempt {
        private @Nullable Boolean opens;

        synchronized boolean opens(Door door, Duration patience) {
            if (opens == null) {
                opens = Overdue.begin(() -> door.opens(patience), late -> {})
                        .within(patience.plus(patience), door.toString());
            }
            return opens;
        }
    }

    ReachableRemoteCache(RemoteCache remote, Door door, Duration patience) {
        super(remote);
        this.remote = remote;
        this.door = door;
        this.patience = patience;
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        requireReached();
        return remote.get(action);
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        requireReached();
        return remote.put(action, output, existing);
    }

    @Override
    public Optional<ComposedPack> compose(List<ActionId> actions) {
        requireReached();
        return remote.compose(actions);
    }

    private void requireReached() {
        if (reached || patience.isZero()) {
            return;
        }
        Attempt fresh = new Attempt();
        @Nullable Attempt other = attempt.compareAndExchange(null, fresh);
        Attempt ours = other == null ? fresh : other;
        try {
            if (ours.opens(door, patience)) {
                reached = true;
            }
        } finally {
            attempt.compareAndSet(ours, null);
        }
        if (!reached) {
            throw new CacheException(
                    CacheError.REMOTE_FAILED, "nobody answers at " + door + "; look at the address and at the network");
        }
    }
}
