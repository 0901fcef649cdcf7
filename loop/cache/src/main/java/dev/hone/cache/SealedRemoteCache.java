package dev.hone.cache;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Signs what is stored, and takes for damaged what nobody signed who is trusted: then it is a miss, and is replaced. */
final class SealedRemoteCache extends RemoteGuard {
    private final RemoteCache remote;
    private final Seals seals;
    private final CacheListener listener;
    private final AtomicBoolean told = new AtomicBoolean();

    SealedRemoteCache(RemoteCache remote, Seals seals, CacheListener listener) {
        super(remote);
        this.remote = remote;
        this.seals = seals;
        this.listener = listener;
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        Optional<RemoteObject> object = remote.get(action);
        if (object.isPresent()) {
            RemoteObject given = object.get();
            try {
                seals.require(action, given.output(), given.size(), given.signature());
            } catch (CacheException e) {
                given.close();
                if (told.compareAndSet(false, true)) {
                    listener.onWarning("the shared store has results that are not used: " + e.getMessage());
                }
                throw e;
            }
        }
        return object;
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        return remote.put(action, output.signed(seals.seal(action, output.output(), output.size())), existing);
    }
}
