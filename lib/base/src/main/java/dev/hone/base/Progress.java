package dev.hone.base;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells a person how far a long task is: a bar on a terminal, a line now and then elsewhere, or nothing.
 *
 * <p>Nothing is shown in the first second, so that short tasks stay silent. Safe for use by many threads.
 */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void advance(long done) {}

        @Override
        public void close() {}
    };

    /** Adds to what is done, which never leaves the range from nothing to the task's total. */
    void advance(long done);

    /** Ends the display: a bar is wiped, lines get a last one. */
    @Override
    void close();

    /** How much there is and what it is: {@code reading}, 1000, {@code files}. */
    record Task(String verb, long total, String unit) {
        public Task {
            if (total < 0) {
                throw new IllegalArgumentException("a task has no negative size: " + total + " " + unit);
            }
        }
    }

    /** A bar that redraws itself in place, ten times a second at the most. */
    static Progress bar(Task task, Consumer<String> terminal, LongSupplier nanoClock) {
        return new ThrottledProgress(task, nanoClock, Duration.ofMillis(100), new ThrottledProgress.Display() {
            @Override
            public void show(long done, Duration elapsed) {
                terminal.accept("\r\u001b[K" + barText(task, done, elapsed));
            }

            @Override
            public void end(long done, Duration elapsed) {
                terminal.accept("\r\u001b[K");
            }
        });
    }

    /** Whole lines, one every ten seconds at the most, for logs. */
    static Progress lines(Task task, Consumer<String> log, LongSupplier nanoClock) {
        return new ThrottledProgress(task, nanoClock, Duration.ofSeconds(10), new ThrottledProgress.Display() {
            @Override
            public void show(long done, Duration elapsed) {
                log.accept(lineText(task, done, elapsed) + "\n");
            }

            @Override
            public void end(long done, Duration elapsed) {
                log.accept(lineText(task, done, elapsed) + ", done\n");
            }
        });
    }

    private static String barText(Task task, long done, Duration elapsed) {
        int width = 24;
        int filled = (int) (width * (double) done / task.total());
        return task.verb() + " [" + "=".repeat(filled) + " ".repeat(width - filled) + "] " + counts(task, done)
                + left(task, done, elapsed);
    }

    private static String lineText(Task task, long done, Duration elapsed) {
        return task.verb() + " " + counts(task, done) + " after " + elapsed.toSeconds() + "s";
    }

    private static String counts(Task task, long done) {
        return String.format(Locale.ROOT, "%,d of %,d %s", done, task.total(), task.unit());
    }

    private static String left(Task task, long done, Duration elapsed) {
        if (done == 0) {
            return "";
        }
        double seconds = elapsed.toMillis() / 1000.0 * (task.total() - done) / done;
        return ", " + (long) Math.ceil(seconds) + "s left";
    }
}
