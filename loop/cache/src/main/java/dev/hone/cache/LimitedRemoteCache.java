package dev.hone.cache;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets only so many results be fetched at a time, and fewer when the store asks for that. Who stores limits itself. */
final class LimitedRemoteCache extends RemoteGuard {
    private final RemoteCache remote;
    private final Gate gate;

    LimitedRemoteCache(RemoteCache remote, Gate gate) {
        super(remote);
        this.remote = remote;
        this.gate = gate;
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        enter();
        boolean open = false;
        try {
            Optional<RemoteObject> object = remote.get(action);
            gate.wentWell();
            open = object.isPresent();
            return object.map(given -> given.through(Leaving::new));
        } catch (CacheException e) {
            noteBusy(e);
            throw e;
        } finally {
            if (!open) {
                gate.leave();
            }
        }
    }

    private void enter() {
        try {
            gate.enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.REMOTE_FAILED, "interrupted before the shared store was asked", e);
        }
    }

    private void noteBusy(CacheException e) {
        if (e.error() == CacheError.REMOTE_BUSY) {
            gate.tooMuch();
        }
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        try {
            return remote.put(action, output, existing);
        } catch (CacheException e) {
            noteBusy(e);
            throw e;
        }
    }

    /** A body whose end makes room for the next. */
    private final class Leaving extends FilterInputStream {
        private final AtomicBoolean left = new AtomicBoolean();

        Leaving(InputStream body) {
            super(body);
        }

        @Override
        public void close() throws IOException {
            if (left.compareAndSet(false, true)) {
                gate.leave();
            }
            super.close();
        }
    }
}
