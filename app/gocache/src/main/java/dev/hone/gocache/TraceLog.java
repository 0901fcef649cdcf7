package dev.hone.gocache;

import dev.hone.cache.ActionId;
import dev.hone.cache.Answered;
import dev.hone.cache.RemoteCall;
import java.time.Duration;

/** Notes what happens while a go command runs. What comes after its end is not noted. For any thread. */
final class TraceLog {
    private static final int NAME_DIGITS = 16;

    private final long beginning;
    private final BuildTrace.Builder trace = new BuildTrace.Builder();
    private boolean ended;

    /** For one that began then and is heard of now, by the clock of the cache's surroundings. */
    TraceLog(long beginning, long now) {
        this.beginning = beginning;
        trace.greeting(since(now));
    }

    synchronized void add(Answered answered) {
        if (!ended) {
            trace.get(
                    answered.source(),
                    since(answered.begun()),
                    micros(answered.waited()),
                    answered.size(),
                    name(answered.action()));
        }
    }

    synchronized void add(RemoteCall call) {
        if (!ended) {
            RemoteCall.Times times = call.times();
            trace.call(
                    call.operation(),
                    call.outcome(),
                    since(times.begun()),
                    micros(times.took()),
                    micros(times.answered()),
                    micros(times.came()),
                    call.stored(),
                    name(call.name()));
        }
    }

    /** The command has ended; what was noted is the caller's. */
    synchronized BuildTrace end() {
        ended = true;
        return trace.build();
    }

    private long since(long then) {
        return (then - beginning) / 1000;
    }

    private static long micros(Duration span) {
        return span.toNanos() / 1000;
    }

    private static long name(ActionId action) {
        return Long.parseUnsignedLong(action.hex(), 0, NAME_DIGITS, 16);
    }
}
