package dev.hone.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs sides that stay in turns: while one works, the others wait for their next line. */
final class WarmProcesses implements Rounds.Trial, AutoCloseable {
    private static final int MOST_ITERATIONS = 1_000_000_000;

    private final Map<Side, WarmProcess> processes = new LinkedHashMap<>();
    private final Map<Side, Long> iterations = new LinkedHashMap<>();

    /**
     * How long sides work.
     *
     * @param settle before anything counts, so that compilers and caches have settled
     * @param slice in one round
     */
    record Pace(Duration settle, Duration slice) {}

    /** Starts all sides, lets each settle, and finds how many of its iterations fill a slice. */
    WarmProcesses(List<Side> sides, List<String> pinning, Pace pace) {
        try {
            for (Side side : sides) {
                WarmProcess process = WarmProcess.start(side, pinning);
                processes.put(side, process);
                iterations.put(side, settle(process, pace));
            }
        } catch (BenchException e) {
            close();
            throw e;
        }
    }

    /** The side's own figures say how much time has gone by. */
    private static long settle(WarmProcess process, Pace pace) {
        long iterations = 1;
        double spent = 0;
        while (spent < pace.settle().toNanos()) {
            double one = Math.max(1, process.run(iterations));
            spent += one * iterations;
            iterations = Math.clamp(Math.round(pace.slice().toNanos() / one), 1, MOST_ITERATIONS);
        }
        return iterations;
    }

    @Override
    public Sample run(Side side) {
        long count = Objects.requireNonNull(iterations.get(side), side.name());
        return new Sample(
                Objects.requireNonNull(processes.get(side), side.name()).run(count), Double.NaN);
    }

    long peakBytes(Side side) {
        return Objects.requireNonNull(processes.get(side), side.name()).peakBytes();
    }

    @Override
    public void close() {
        processes.values().forEach(WarmProcess::close);
    }
}
