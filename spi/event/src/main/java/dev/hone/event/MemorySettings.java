package dev.hone.event;

import dev.hone.base.Setting;
import java.time.Duration;

/**
 * How messages are read from memory: the parameters of a {@code mem://} URL for readers.
 *
 * @param queue who shares; empty for a reader that gets everything
 * @param ackDeadline how long a message may be dealt with before it comes again
 * @param capacity how many messages may wait or be dealt with
 */
record MemorySettings(
        @Setting(
                key = "queue",
                fallback = "",
                doc = "Readers of one queue share the messages; without it a reader gets each message.")
        String queue,

        @Setting(
                key = "ackdeadline",
                fallback = "1m",
                doc = "How long a message may be dealt with before it is delivered again.")
        Duration ackDeadline,

        @Setting(
                key = "capacity",
                fallback = "10000",
                doc = "How many messages a queue holds; sending to a full one fails.")
        int capacity) {

    MemorySettings {
        if (!ackDeadline.isPositive()) {
            throw new IllegalArgumentException("ackdeadline must be more than nothing, not " + ackDeadline);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
    }
}
