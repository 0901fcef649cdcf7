package dev.hone.base;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts, and passes on to a display only as often as a person can read. */
final class ThrottledProgress implements Progress {
    private static final Duration SILENT_AT_FIRST = Duration.ofSeconds(1);

    /** What a person sees. */
    interface Display {
        void show(long done, Duration elapsed);

        void end(long done, Duration elapsed);
    }

    private final Task task;
    private final LongSupplier nanoClock;
    private final Duration interval;
    private final Display display;
    private final long start;

    private long done;
    private long next;
    private boolean shown;
    private boolean closed;

    ThrottledProgress(Task task, LongSupplier nanoClock, Duration interval, Display display) {
        this.task = task;
        this.nanoClock = nanoClock;
        this.interval = interval;
        this.display = display;
        this.start = nanoClock.getAsLong();
        this.next = SILENT_AT_FIRST.toNanos();
    }

    @Override
    public synchronized void advance(long more) {
        done += Math.clamp(more, -done, task.total() - done);
        long elapsed = nanoClock.getAsLong() - start;
        if (elapsed >= next && !closed && done < task.total()) {
            display.show(done, Duration.ofNanos(elapsed));
            shown = true;
            next = elapsed + interval.toNanos();
        }
    }

    @Override
    public synchronized void close() {
        if (shown && !closed) {
            display.end(done, Duration.ofNanos(nanoClock.getAsLong() - start));
        }
        closed = true;
    }
}
