package dev.hone.cache;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Leaves a store alone that only fails, and says so once. */
final class BreakerRemoteCache extends RemoteGuard {
    private final RemoteCache remote;
    private final Breaker breaker;
    private final CacheListener listener;
    private final AtomicBoolean told = new AtomicBoolean();

    BreakerRemoteCache(RemoteCache remote, Breaker breaker, CacheListener listener) {
        super(remote);
        this.remote = remote;
        this.breaker = breaker;
        this.listener = listener;
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        ask();
        try {
            Optional<RemoteObject> object = remote.get(action);
            if (object.isEmpty()) {
                answered();
            }
            return object.map(given -> given.through(Judged::new));
        } catch (RuntimeException e) {
            judge(e);
            throw e;
        }
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        return judged(() -> remote.put(action, output, existing));
    }

    @Override
    public Optional<ComposedPack> compose(List<ActionId> actions) {
        return judged(() -> remote.compose(actions));
    }

    private <T> T judged(Supplier<T> call) {
        ask();
        try {
            T answer = call.get();
            answered();
            return answer;
        } catch (RuntimeException e) {
            judge(e);
            throw e;
        }
    }

    private void ask() {
        if (breaker.ask() == Breaker.Pass.STAY) {
            throw new CacheException(
                    CacheError.REMOTE_RESTING, "the shared store is not asked for a while, since it failed before");
        }
    }

    private void judge(RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
            breaker.unknown();
            return;
        }
        switch (e instanceof CacheException known ? known.error() : CacheError.REMOTE_FAILED) {
            case POISONED, TOO_LARGE, BAD_ID -> answered();
            case UNUSABLE_FOLDER, BAD_REQUEST, BAD_KEY, BUILD_FAILED, REMOTE_RESTING -> breaker.unknown();
            case REMOTE_BUSY -> failed(e, breaker.stumbled());
            case REMOTE_FAILED, REMOTE_LATE, REMOTE_REFUSED, REMOTE_DENIED -> failed(e, breaker.failed());
        }
    }

    private void failed(Exception e, boolean rests) {
        boolean mendable = e instanceof CacheException known && !known.error().mayPass();
        if (rests) {
            told.set(true);
            listener.onWarning(
                    "builds go on without the shared cache for a while, since it does not work: " + e.getMessage());
        } else if (mendable && told.compareAndSet(false, true)) {
            listener.onWarning("the shared cache refuses some of what it is asked: " + e.getMessage());
        }
    }

    private void answered() {
        if (breaker.answered()) {
            listener.onTrouble("the shared cache is back");
        }
    }

    /** A body whose end is what the store is judged by. */
    private final class Judged extends FilterInputStream {
        private boolean done;

        Judged(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            try {
                return super.read(buffer, offset, count);
            } catch (IOException e) {
                if (!done) {
                    done = true;
                    if (Thread.currentThread().isInterrupted()) {
                        breaker.unknown();
                    } else {
                        failed(e, e instanceof SocketTimeoutException ? breaker.failed() : breaker.stumbled());
                    }
                }
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            if (!done) {
                done = true;
                answered();
            }
            super.close();
        }
    }
}
