package dev.hone.event;

import dev.hone.base.Setting;
import java.time.Duration;

/**
 * How a queue on a blob store is read: the parameters of a {@code blob://} URL for readers.
 *
 * @param lease how long a message may be dealt with before others may have it
 * @param poll how often to look for messages when there are none
 * @param mostDeliveries how often a message is delivered before it is put aside
 */
record BlobQueueSettings(
        @Setting(
                key = "lease",
                fallback = "1m",
                doc = "How long a message may be dealt with before it is delivered again.")
        Duration lease,

        @Setting(key = "poll", fallback = "2s", doc = "How often to look for messages when there are none.")
        Duration poll,

        @Setting(
                key = "most_deliveries",
                fallback = "10",
                doc = "How often a message is delivered before it is parked, as one that nobody can deal with.")
        int mostDeliveries) {

    BlobQueueSettings {
        if (!lease.isPositive() || lease.compareTo(Lease.LONGEST) > 0) {
            throw new IllegalArgumentException("lease must be more than nothing and at most a day, not " + lease);
        }
        if (!poll.isPositive()) {
            throw new IllegalArgumentException("poll must be more than nothing, not " + poll);
        }
        if (mostDeliveries < 1) {
            throw new IllegalArgumentException("most_deliveries must be at least 1, not " + mostDeliveries);
        }
    }
}
