package dev.hone.collect;

/**
 * What profiling may cost a fleet.
 *
 * @param atOnce the share of its instances that may be profiled at one time, above 0 and at most 1; one always may
 * @param overhead the share of its CPU time that profiling may take, above 0 and at most 1
 */
public record CollectBudget(double atOnce, double overhead) {
    /** One in a hundred at once, and a thousandth of the CPU time. */
    public static final CollectBudget USUAL = new CollectBudget(0.01, 0.001);

    /** No limit but that no instance is profiled twice at once. */
    public static final CollectBudget ALL = new CollectBudget(1, 1);

    /** What Go's CPU profiler takes of an instance's CPU time while it runs, at most: 100 signals a second to each busy core. */
    private static final double COST = 0.01;

    public CollectBudget {
        if (!(atOnce > 0 && atOnce <= 1 && overhead > 0 && overhead <= 1)) {
            throw new IllegalArgumentException("a share is above 0 and at most 1");
        }
    }

    /** How many of so many instances may be profiled at once. */
    int most(int instances) {
        return Math.max(1, (int) Math.floor(atOnce * instances + 1e-9));
    }

    /** The seconds of profiles that each second pays for. */
    double rate(int instances) {
        return overhead / COST * instances;
    }
}
