package dev.hone.collect;

import java.time.Duration;

/**
 * How a fleet is profiled, where its targets do not say otherwise.
 *
 * @param most how many targets of an app are profiled in one interval
 * @param duration how long a profile takes; whole seconds, because Go's handler understands no others
 * @param interval in which each app is profiled once
 * @param budget what it may cost
 * @param quiet when nothing is profiled
 * @param reach where targets may be
 */
public record CollectSettings(
        int most, Duration duration, Duration interval, CollectBudget budget, QuietHours quiet, Reach reach) {
    /** Every target, for half a minute in each hour. */
    public static final CollectSettings USUAL = new CollectSettings(
            Integer.MAX_VALUE,
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            CollectBudget.USUAL,
            QuietHours.NONE,
            Reach.USUAL);

    /**
     * Where targets may be, and how often that is asked.
     *
     * @param looking how often to look for them
     * @param grace how much longer than asked for a profile may take
     * @param linkLocal whether addresses may be link-local, as those of a cloud's metadata are
     */
    public record Reach(Duration looking, Duration grace, boolean linkLocal) {
        /** Looked for every five seconds, nowhere link-local. */
        public static final Reach USUAL = new Reach(Duration.ofSeconds(5), Duration.ofSeconds(15), false);
    }

    public CollectSettings {
        if (most < 1 || !duration.isPositive() || !interval.isPositive()) {
            throw new IllegalArgumentException("at least one target, for a time, in a time");
        }
        duration = wholeSeconds(duration);
    }

    /** At least so long, in whole seconds. */
    static Duration wholeSeconds(Duration duration) {
        return duration.getNano() == 0 ? duration : Duration.ofSeconds(duration.getSeconds() + 1);
    }
}
