package dev.hone.pgo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Remembers when it was last decided about apps, so that it is not decided all the time. For this process alone. */
final class Evaluations {
    /** With uploads coming all the time. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** With nothing new, for what time alone changes. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Map<AppName, Evaluation> last = new HashMap<>();

    private record Evaluation(Instant at, Head head) {}

    /** Whether it is time to decide about an app; if so, that is remembered. */
    synchronized boolean isDue(AppName app, Head head, Instant now) {
        Evaluation before = last.get(app);
        boolean due = before == null
                || head.generations().isEmpty()
                || now.isBefore(before.at)
                || !now.isBefore(before.at.plus(isSame(before.head, head) ? IDLE : BUSY));
        if (due && !head.segments().isEmpty()) {
            last.put(app, new Evaluation(now, head));
        }
        return due;
    }

    private static boolean isSame(Head before, Head now) {
        return before.segments().equals(now.segments()) && before.generations().equals(now.generations());
    }
}
