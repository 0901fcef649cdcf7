package dev.hone.cache;

import dev.hone.cache.RemoteCache.Existing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a build sees of what machines share: results can be fetched from it, and are offered to it. Never fails. */
interface SharedCache {
    /** A build without one. */
    SharedCache NONE = new SharedCache() {
        @Override
        public Plan plan(BuildNames names, CacheListener build) {
            return Plan.NONE;
        }

        @Override
        public void remember(BuildNames names, BuildUse use, Plan plan) {
            // The next build has this machine's folder.
        }

        @Override
        public Fetched fetch(ActionId action, Pins pins, CacheListener build) {
            return Fetched.nothing(Source.UNASKED);
        }

        @Override
        public void offer(ActionId action, Found found, Existing existing, CacheListener build) {
            // Nobody to share with.
        }

        @Override
        public void keep(ActionId action, Found found) {
            // Nothing is asked, so there is nothing to know.
        }

        @Override
        public void settle(Duration most) {
            // Nothing is under way.
        }

        @Override
        public Source whyNot(ActionId action) {
            return Source.UNASKED;
        }
    };

    /**
     * What builds like this one used, brought before it is asked for. The caller closes it.
     *
     * @param build is told how much that was
     */
    Plan plan(BuildNames names, CacheListener build);

    /** What a build used, for the next one like it. Returns at once. */
    void remember(BuildNames names, BuildUse use, Plan plan);

    /**
     * The result of an action, fetched, found sound and kept on this machine.
     *
     * @param build is told of what the store was asked for it
     */
    Fetched fetch(ActionId action, Pins pins, CacheListener build);

    /**
     * A result that others may use from now on, instead of what is there or not. Returns at once.
     *
     * @param build is told what becomes of it
     */
    void offer(ActionId action, Found found, Existing existing, CacheListener build);

    /** A result that this machine has made and does not share: of some it is worth knowing that nobody does. */
    void keep(ActionId action, Found found);

    /** Waits until what was offered is there, but no longer than this. */
    void settle(Duration most);

    /** Why it is not worth a thread to ask for this; null when it is. */
    @Nullable
    Source whyNot(ActionId action);
}
