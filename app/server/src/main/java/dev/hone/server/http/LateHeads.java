package dev.hone.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/** Closes connections whose request takes too long to say what it wants. */
/*
 * A pause ends a connection by Jetty's idle timeout, but a byte now and then does not. So each connection is looked at twice
 * within the time that a head may take. The first look that finds it at rest, with no request under way, notes how many bytes
 * it has sent. When that number has grown and still no request has begun for as long as a head may take, the head is late.
 */
final class LateHeads extends AbstractLifeCycle implements Connection.Listener {
    private final Duration longest;
    private final LongSupplier nanoClock;
    private final Scheduler scheduler;
    private final Map<Connection, Seen> open = new ConcurrentHashMap<>();

    /** Requests that had begun and bytes that had come at a time, and whether the connection was at rest then. */
    private record Seen(long requests, long bytes, long since, boolean atRest) {}

    LateHeads(Duration longest, LongSupplier nanoClock, Scheduler scheduler) {
        this.longest = longest;
        this.nanoClock = nanoClock;
        this.scheduler = scheduler;
    }

    @Override
    protected void doStart() {
        again();
    }

    private void again() {
        scheduler.schedule(this::look, Math.max(1, longest.toMillis() / 2), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, new Seen(0, 0, nanoClock.getAsLong(), true));
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    private void look() {
        long now = nanoClock.getAsLong();
        open.forEach((connection, seen) -> look(connection, seen, now));
        if (isRunning()) {
            again();
        }
    }

    private void look(Connection connection, Seen seen, long now) {
        boolean idle = connection.getMessagesIn() == connection.getMessagesOut();
        boolean rested = seen.atRest() && connection.getMessagesIn() == seen.requests();
        if (!idle || !rested || connection.getBytesIn() == seen.bytes()) {
            open.replace(connection, seen, new Seen(connection.getMessagesIn(), connection.getBytesIn(), now, idle));
        } else if (now - seen.since() >= longest.toNanos()) {
            connection.getEndPoint().close();
        }
    }
}
