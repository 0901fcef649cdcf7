package dev.hone.collect;

import dev.hone.targets.Target;

/** Hears what the collect stage does, to count it and to write it down. Called by many threads. */
public interface CollectListener {
    /** Hears nothing. */
    CollectListener NONE = new CollectListener() {};

    /** A source said what there is. */
    default void looked(String source, int found, int left) {}

    /** A source could not say what there is; what it said before still holds, if it ever said anything. */
    default void lookFailed(String source, String reason) {}

    /** A target is being profiled. */
    default void started(Target target) {}

    /** That came to an end. */
    default void ended(Target target, Outcome outcome, String message, long bytes) {}

    /** A window of a store was asked for, and that came to an end. */
    default void pulled(ProfileStore store, String app, Puller.Pulled pulled, long bytes) {}

    /** More than a fifth of an app's targets failed; the others are left in peace until its next interval. */
    default void roundStopped(String app) {}
}
