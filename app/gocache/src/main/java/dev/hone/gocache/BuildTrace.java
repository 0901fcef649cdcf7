package dev.hone.gocache;

import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.Source;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What happened while a go command ran, in the order in which it ended, as far as there was room for it; some longs for each event. */
final class BuildTrace {
    /** More than any build asks for. */
    static final int MOST = 100_000;

    private static final int WIDTH = 5;
    private static final int CODE_BITS = 16;
    private static final int CALL = 1 << 8;
    private static final int GREETING = 1 << 9;
    private static final long LONGEST = (1L << (Long.SIZE - 1 - CODE_BITS)) - 1;
    private static final long SHORT = 0xffff_ffffL;
    private static final List<Source> SOURCES = List.of(Source.values());
    private static final List<Operation> OPERATIONS = List.of(Operation.values());
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private final long[] packed;
    private final int count;
    private final long beyond;

    private BuildTrace(long[] packed, int count, long beyond) {
        this.packed = packed;
        this.count = count;
        this.beyond = beyond;
    }

    /** One event after the other. For one thread. */
    static final class Builder {
        private long[] packed = {};
        private int count;
        private long beyond;

        void greeting(long took) {
            add(GREETING, 0, took, 0, 0, 0, 0);
        }

        void get(Source source, long begun, long took, long size, long name) {
            add(SOURCES.indexOf(source), begun, took, 0, 0, size, name);
        }

        /** With times as {@link TraceEvent.Call} has them. */
        void call(
                Operation operation,
                Outcome outcome,
                long begun,
                long took,
                long answered,
                long came,
                long stored,
                long name) {
            int code = CALL | OPERATIONS.indexOf(operation) << 4 | OUTCOMES.indexOf(outcome);
            add(code, begun, took, answered, came, stored, name);
        }

        private void add(int code, long begun, long took, long answered, long came, long bytes, long name) {
            if (count == MOST) {
                beyond++;
                return;
            }
            int at = count * WIDTH;
            if (at == packed.length) {
                packed = Arrays.copyOf(packed, Math.min(MOST * WIDTH, Math.max(64 * WIDTH, 2 * at)));
            }
            packed[at] = Math.clamp(begun, 0, LONGEST) << CODE_BITS | code;
            packed[at + 1] = Math.clamp(took, 0, LONGEST);
            packed[at + 2] = Math.clamp(answered, 0, SHORT) << Integer.SIZE | Math.clamp(came, 0, SHORT);
            packed[at + 3] = Math.max(0, bytes);
            packed[at + 4] = name;
            count++;
        }

        /** So many more happened than are kept. */
        void more(long others) {
            beyond += others;
        }

        /** All so far; this one is empty then. */
        BuildTrace build() {
            BuildTrace trace = new BuildTrace(packed, count, beyond);
            packed = new long[0];
            count = 0;
            beyond = 0;
            return trace;
        }
    }

    int count() {
        return count;
    }

    /** How many events there was no room for. */
    long beyond() {
        return beyond;
    }

    Stream<TraceEvent> events() {
        return IntStream.range(0, count).mapToObj(number -> event(number * WIDTH));
    }

    private TraceEvent event(int at) {
        int code = (int) (packed[at] & ((1 << CODE_BITS) - 1));
        long begun = packed[at] >> CODE_BITS;
        if (code == GREETING) {
            return new TraceEvent.Greeting(packed[at + 1]);
        }
        if (code < CALL) {
            return new TraceEvent.Get(begun, packed[at + 1], SOURCES.get(code), packed[at + 3], packed[at + 4]);
        }
        return new TraceEvent.Call(
                begun,
                packed[at + 1],
                packed[at + 2] >>> Integer.SIZE,
                packed[at + 2] & SHORT,
                OPERATIONS.get(code >> 4 & 0xf),
                OUTCOMES.get(code & 0xf),
                packed[at + 3],
                packed[at + 4]);
    }
}
