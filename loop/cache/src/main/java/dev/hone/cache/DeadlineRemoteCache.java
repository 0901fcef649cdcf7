package dev.hone.cache;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Gives up on a store that does not answer, stalls or trickles.
 *
 * <p>The first byte has the time of a get. Then a body has that time over again, and more for each byte that came: as much as
 * a poor line takes. So neither a size that somebody made up nor a byte every second holds a build. A {@link Porter} keeps to the
 * same by itself.
 */
final class DeadlineRemoteCache extends RemoteGuard {
    /** The slowest line that is worth it, in bytes per second. */
    static final long POOR = 128 << 10;

    private final RemoteCache remote;
    private final Duration get;
    private final Duration put;
    private final LongSupplier nanoClock;

    DeadlineRemoteCache(RemoteCache remote, Duration get, Duration put, LongSupplier nanoClock) {
        super(remote);
        this.remote = remote;
        this.get = get;
        this.put = put;
        this.nanoClock = nanoClock;
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        if (get.isZero()) {
            return remote.get(action);
        }
        return Overdue.begin(() -> remote.get(action), late -> late.ifPresent(RemoteObject::close))
                .within(get, "the shared store")
                .map(object -> object.isCarried() ? object : object.through(Watched::new));
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        if (put.isZero()) {
            return remote.put(action, output, existing);
        }
        return Overdue.begin(() -> remote.put(action, output, existing), late -> {})
                .within(put.plus(worth(output.content().length())), "storing a result in the shared store");
    }

    /** The store may have to fetch what it packs by a poor line itself. */
    @Override
    public Optional<ComposedPack> compose(List<ActionId> actions) {
        if (put.isZero()) {
            return remote.compose(actions);
        }
        return Overdue.begin(() -> remote.compose(actions), late -> {})
                .within(put.plus(worth(Manifest.Pack.LARGEST)), "making a pack in the shared store");
    }

    /** The time that a poor line takes for them. */
    static Duration worth(long bytes) {
        return Duration.ofMillis(bytes * 1000 / POOR);
    }

    /** A body that somebody else closes when it is overdue, which is the one way to end a read that hangs. */
    private final class Watched extends FilterInputStream {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final long begun = nanoClock.getAsLong();
        private final AtomicLong received = new AtomicLong();
        private volatile boolean late;

        Watched(InputStream body) {
            super(body);
            Thread.ofVirtual().start(this::watch);
        }

        private void watch() {
            try {
                long left = left();
                while (left > 0 && !ended.await(left, TimeUnit.NANOSECONDS)) {
                    left = left();
                }
                if (left <= 0) {
                    late = true;
                    in.close();
                }
            } catch (InterruptedException | IOException e) {
                // Whoever reads has noticed, or does so now.
                return;
            }
        }

        private long left() {
            return get.plus(worth(received.get())).toNanos() - (nanoClock.getAsLong() - begun);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            int read;
            try {
                read = super.read(buffer, offset, count);
            } catch (IOException e) {
                throw late ? overdue() : e;
            }
            if (late) {
                throw overdue();
            }
            if (read < 0) {
                ended.countDown();
            } else {
                received.addAndGet(read);
            }
            return read;
        }

        private IOException overdue() {
            return new SocketTimeoutException("the body came too slowly: " + received + " bytes");
        }

        @Override
        public void close() throws IOException {
            ended.countDown();
            super.close();
        }
    }
}
