package dev.hone.cache;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A porter on its way: first it says what the store answered, then that all is done. Who gives it up before that has nothing to
 * remove.
 */
final class Errand implements AutoCloseable {
    private final long id;
    private final @Nullable Path file;
    private final Duration patience;
    private final Runnable cancel;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable PorterLine answer;
    private volatile @Nullable PorterLine end;
    private boolean taken;
    private boolean dropped;

    /**
     * Begins one.
     *
     * @param id by which the porter knows it
     * @param file what it makes; null when it makes none
     * @param patience how much longer a body may take than its bytes do
     */
    Errand(long id, @Nullable Path file, Duration patience, Runnable cancel) {
        this.id = id;
        this.file = file;
        this.patience = patience;
        this.cancel = cancel;
    }

    long id() {
        return id;
    }

    /** What the porter says of it, in the order in which it says so. */
    void told(PorterLine line) {
        if (answer == null) {
            answer = line;
        }
        if (!line.end().isEmpty()) {
            end = line;
            synchronized (this) {
                if (dropped) {
                    remove();
                }
            }
            ended.countDown();
        }
        answered.countDown();
    }

    /** What the store answered, or that it did not. */
    PorterLine answer() throws InterruptedException {
        answered.await();
        return known(answer);
    }

    /** What it said at last. Who is interrupted gives it up. */
    PorterLine end() {
        return end(Duration.ZERO).orElseThrow();
    }

    /** The same, if it is said in so much time; it is given up if not. Zero is for as long as it takes. */
    Optional<PorterLine> end(Duration most) {
        try {
            if (most.isZero()) {
                ended.await();
            } else if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
                return Optional.empty();
            }
            return Optional.of(known(end));
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.REMOTE_FAILED, "a porter was waited for: interrupted", e);
        }
    }

    boolean isOver() {
        return end != null;
    }

    Map<String, String> headers() {
        return known(answer).headers();
    }

    /** How many bytes are stored; -1 where the store does not say. */
    long stored() {
        return known(answer).stored();
    }

    private static PorterLine known(@Nullable PorterLine line) {
        if (line == null) {
            throw new IllegalStateException("nothing was said yet");
        }
        return line;
    }

    /**
     * The body as its readers see it: its bytes go elsewhere, but it ends when it is whole, it fails when it fails, and to close
     * it is to give it up.
     */
    InputStream body() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                requireEnd();
                return -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                return read();
            }

            @Override
            public void close() {
                Errand.this.close();
            }
        };
    }

    /** The porter keeps to the time for a body by itself. One that is stuck, or stopped, must not hold a build all the same. */
    private void requireEnd() throws IOException {
        Duration most = patience.plus(DeadlineRemoteCache.worth(Math.max(0, stored())));
        try {
            if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SocketTimeoutException(
                        "a porter did not say in " + most.toMillis() + " ms what became of a body");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a body was on its way", e);
        }
        PorterLine said = known(end);
        if (!said.isDone()) {
            throw failure(said);
        }
    }

    private static IOException failure(PorterLine said) {
        return switch (said.why()) {
            case "late" -> new SocketTimeoutException("the body came too slowly: " + said.text());
            case "corrupt" -> throw new CacheException(CacheError.POISONED, said.text());
            case "large" -> throw new CacheException(CacheError.TOO_LARGE, said.text());
            case "folder" -> throw new CacheException(CacheError.UNUSABLE_FOLDER, said.text());
            default -> new IOException(said.text());
        };
    }

    /** The file, which is the caller's from now on, if it is what it was said to be. For who has read the body to its end. */
    synchronized Staged take(OutputId output, long size) {
        if (file == null) {
            throw new IllegalStateException("it was not sent for a body");
        }
        PorterLine said = known(end);
        if (said.bytes() != size || !said.sha256().equals(output.hex())) {
            throw new CacheException(
                    CacheError.POISONED,
                    "a body of " + said.bytes() + " bytes, where " + size
                            + " were said, is not the one whose id it bears");
        }
        taken = true;
        return new Staged(file, output, size);
    }

    /** How many bytes have come from the store; for who has read the body to its end. */
    long received() {
        return Math.max(0, known(end).stored());
    }

    @Override
    public void close() {
        synchronized (this) {
            if (taken || dropped) {
                return;
            }
            dropped = true;
        }
        if (end == null) {
            cancel.run();
        } else {
            remove();
        }
    }

    private void remove() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The sweep of the folder takes it later.
            return;
        }
    }
}
