package dev.hone.nats;

import dev.hone.base.Component.Health;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A connection to NATS, made when it is first needed, and made again for ever once it was there. */
final class NatsLink {
    /** How long to wait for any answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock flushing = new ReentrantLock();
    private final AtomicLong asked = new AtomicLong();
    private final String servers;
    private long answered;
    private @Nullable Connection connection;
    private volatile boolean closed;

    NatsLink(String servers) {
        this.servers = servers;
    }

    /** The connection, which may be down right now; fails when there never was one and there is none to be had. */
    Connection connection() {
        lock.lock();
        try {
            if (closed) {
                throw new EventException(EventError.CLOSED, "the connection to NATS was closed");
            }
            if (connection == null) {
                connection = connect();
            }
            return connection;
        } finally {
            lock.unlock();
        }
    }

    private Connection connect() {
        try {
            return Nats.connect(options());
        } catch (AuthenticationException e) {
            throw new EventException(EventError.DENIED, "NATS at " + shown() + " refuses us: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new EventException(
                    EventError.UNAVAILABLE, "NATS at " + shown() + " does not answer; is NATS_SERVER_URL right?", e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new EventException(
                    EventError.MISCONFIGURED,
                    "NATS_SERVER_URL is not usable: write nats://host:4222, or several with commas",
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Options options() {
        return Options.builder()
                .server(servers)
                .connectionName("hone")
                .connectionTimeout(PATIENCE)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(500))
                .reconnectJitter(Duration.ofSeconds(1))
                .reconnectJitterTls(Duration.ofSeconds(2))
                // What cannot be sent now fails now: whoever sends knows whether it matters, and tries again.
                .reconnectBufferSize(0)
                .pingInterval(Duration.ofSeconds(20))
                // Of ours is one under way, each 20 s one of jnats; more are cause to hang up.
                .maxPingsOut(4)
                .errorListener(new ErrorListener() {})
                .build();
    }

    /** The servers without the names and passwords that may stand before an {@code @}. */
    private String shown() {
        return servers.replaceAll("//[^/,@]*@", "//");
    }

    /** Waits until the server has dealt with all that was sent; one waits for all who sent before it began. */
    void flush(Connection to) {
        long mine = asked.incrementAndGet();
        try {
            flushing.lockInterruptibly();
            try {
                long all = asked.get();
                if (answered < mine) {
                    to.flush(PATIENCE);
                    answered = all;
                }
            } finally {
                flushing.unlock();
            }
        } catch (TimeoutException | IllegalStateException e) {
            throw unavailable(to, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static EventException unavailable(Connection connection, Exception cause) {
        // jnats tells of an interrupt in many ways, but leaves the mark.
        if (Thread.currentThread().isInterrupted()) {
            return new EventException(EventError.INTERRUPTED, "interrupted while NATS was asked", cause);
        }
        String last = connection.getLastError();
        boolean told = last != null && !last.isEmpty();
        return new EventException(
                EventError.UNAVAILABLE,
                "NATS is " + connection.getStatus().name().toLowerCase(Locale.ROOT) + ": "
                        + (told ? last : cause.getMessage()),
                cause);
    }

    static EventException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new EventException(EventError.INTERRUPTED, "interrupted while NATS was asked", e);
    }

    boolean isClosed() {
        return closed;
    }

    /** What an operation on the connection says; all that it throws is the reason why it would fail. */
    Health check(NatsCheck operation) {
        try {
            Connection connection = connection();
            flush(connection);
            operation.run(connection);
            return Health.GOOD;
        } catch (EventException e) {
            return Health.bad(String.valueOf(e.getMessage()));
        }
    }

    /** A small operation by which to see whether something works. */
    @FunctionalInterface
    interface NatsCheck {
        void run(Connection connection);
    }

    /** Closes the connection; {@code before} does what is to be done while it is still there, and may fail. */
    void close(Runnable before) {
        closed = true;
        lock.lock();
        try {
            if (connection != null) {
                before.run();
                flush(connection);
            }
        } catch (EventException e) {
            // What could not be told any more is as if we had crashed, which all can bear.
            return;
        } finally {
            disconnect();
            lock.unlock();
        }
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
