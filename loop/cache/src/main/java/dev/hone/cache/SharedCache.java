package dev.hone.cache;

import dev.hone.cache.RemoteCache.Existing;
import java.time.Duration;
import java.util.Optional;

/** What a build sees of what machines share: results can be fetched from it, and are offered to it. Never fails. */
interface SharedCache {
    /** A build without one. */
    SharedCache NONE = new SharedCache() {
        @Override
        public Optional<Found> fetch(ActionId action, Pins pins) {
            return Optional.empty();
        }

        @Override
        public void offer(ActionId action, Found found, Existing existing) {
            // Nobody to share with.
        }

        @Override
        public void settle(Duration most) {
            // Nothing is under way.
        }

        @Override
        public boolean isThere() {
            return false;
        }
    };

    /** The result of an action, fetched, found sound and kept on this machine; empty is a miss, whatever the reason. */
    Optional<Found> fetch(ActionId action, Pins pins);

    /** A result that others may use from now on, instead of what is there or not. Returns at once. */
    void offer(ActionId action, Found found, Existing existing);

    /** Waits until what was offered is there, but no longer than this. */
    void settle(Duration most);

    /** Whether it is worth a thread to ask. */
    boolean isThere();
}
