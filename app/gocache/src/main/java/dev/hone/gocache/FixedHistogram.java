package dev.hone.gocache;

/** A histogram with the bounds that Prometheus's libraries have when nobody names others. For any thread. */
final class FixedHistogram implements Histogram {
    private static final double[] BOUNDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};

    private final long[] counts = new long[BOUNDS.length];
    private long count;
    private double sum;

    @Override
    public synchronized void add(double value) {
        for (int i = 0; i < BOUNDS.length; i++) {
            if (value <= BOUNDS[i]) {
                counts[i]++;
            }
        }
        count++;
        sum += value;
    }

    @Override
    public synchronized void write(String name, String labels, MetricsText to) {
        for (int i = 0; i < BOUNDS.length; i++) {
            to.line(name + "_bucket", labels + ",le=\"" + MetricsText.number(BOUNDS[i]) + "\"", (double) counts[i]);
        }
        to.line(name + "_bucket", labels + ",le=\"+Inf\"", (double) count);
        to.line(name + "_sum", labels, sum);
        to.line(name + "_count", labels, (double) count);
    }
}
