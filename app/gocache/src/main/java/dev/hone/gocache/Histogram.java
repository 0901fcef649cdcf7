package dev.hone.gocache;

/** Counts values by their size, and writes that down as a library for Go does, so that boards made for cacheprog show it. */
sealed interface Histogram permits FixedHistogram, VmHistogram {
    void add(double value);

    /** Appends the series, in the text format of Prometheus. */
    void write(String name, String labels, MetricsText to);

    static Histogram of(boolean vmRanges) {
        return vmRanges ? new VmHistogram() : new FixedHistogram();
    }
}
