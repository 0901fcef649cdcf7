package dev.hone.collect;

import dev.hone.intake.Origin;
import dev.hone.targets.Pace;
import dev.hone.targets.Target;
import java.time.Duration;

/**
 * A target as the schedule sees it: what was said for all, and what it says itself, put together once.
 *
 * @param instance its name as a receiver knows it
 * @param hash what its phase is made of
 */
record Candidate(Target target, TargetKey key, String instance, Duration duration, Series series, long hash) {
    /** Targets of one app that are looked at as often, and of which as many are profiled. */
    record Series(String app, int most, Duration interval) {
        private static final int SLOWLY = 10;

        /** The same for a receiver that has enough. */
        Series slowly() {
            return new Series(app, most, interval.multipliedBy(SLOWLY));
        }

        long hash() {
            return Phase.hash(app);
        }
    }

    static Candidate of(Target target, CollectSettings settings) {
        Pace pace = target.pace();
        Series series = new Series(
                target.app(),
                pace.most() == null ? settings.most() : pace.most(),
                pace.interval() == null ? settings.interval() : pace.interval());
        return new Candidate(
                target,
                TargetKey.of(target),
                Origin.fitting(target.instance()),
                pace.duration() == null ? settings.duration() : CollectSettings.wholeSeconds(pace.duration()),
                series,
                Phase.hash(target.app(), target.instance(), target.profile().toString()));
    }
}
