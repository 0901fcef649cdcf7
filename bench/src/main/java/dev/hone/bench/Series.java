package dev.hone.bench;

import java.util.List;

/**
 * All runs of one side, in the order of the rounds.
 *
 * @param peakBytes the most memory that it held, 0 when that was not measured
 */
record Series(Side side, List<Sample> samples, long peakBytes) {
    Series {
        samples = List.copyOf(samples);
    }

    Series withPeak(long bytes) {
        return new Series(side, samples, bytes);
    }

    double[] nanos() {
        return samples.stream().mapToDouble(Sample::nanos).toArray();
    }

    double[] cpuNanos() {
        return samples.stream().mapToDouble(Sample::cpuNanos).toArray();
    }
}
