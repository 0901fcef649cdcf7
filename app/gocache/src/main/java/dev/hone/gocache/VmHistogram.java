package dev.hone.gocache;

import java.util.Locale;
import java.util.TreeMap;

/*
 * As github.com/VictoriaMetrics/metrics v1.44.0 does it (histogram.go): 18 ranges in each power of ten from 1e-9 to 1e18, of
 * which those with anything in them are written, a value on a bound being in the lower one.
 */

/** A histogram with VictoriaMetrics's ranges. For any thread. */
final class VmHistogram implements Histogram {
    private static final int LOWEST = -9;
    private static final int HIGHEST = 18;
    private static final int EACH = 18;
    private static final int RANGES = (HIGHEST - LOWEST) * EACH;

    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long count;
    private double sum;

    @Override
    public synchronized void add(double value) {
        if (Double.isNaN(value) || value < 0) {
            return;
        }
        counts.merge(range(value), 1L, Long::sum);
        count++;
        sum += value;
    }

    /** -1 is below all ranges, and one more than there are above them. */
    private static int range(double value) {
        double place = (Math.log10(value) - LOWEST) * EACH;
        if (place < 0) {
            return -1;
        }
        if (place >= RANGES) {
            return place == RANGES ? RANGES - 1 : RANGES;
        }
        int range = (int) place;
        return place == range && range > 0 ? range - 1 : range;
    }

    @Override
    public synchronized void write(String name, String labels, MetricsText to) {
        if (count == 0) {
            return;
        }
        counts.forEach(
                (range, many) -> to.line(name + "_bucket", labels + ",vmrange=\"" + text(range) + "\"", (double) many));
        to.line(name + "_sum", labels, sum);
        to.line(name + "_count", labels, (double) count);
    }

    private static String text(int range) {
        if (range < 0) {
            return "0..." + bound(0);
        }
        return range == RANGES ? bound(RANGES) + "...+Inf" : bound(range) + "..." + bound(range + 1);
    }

    private static String bound(int number) {
        return String.format(Locale.ROOT, "%.3e", Math.pow(10, LOWEST + (double) number / EACH));
    }
}
