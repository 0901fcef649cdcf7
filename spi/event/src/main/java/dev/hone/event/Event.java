package dev.hone.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Something that happened, as it is told to others: autopgo's envelope.
 *
 * @param id a UUID that nobody else uses
 * @param timestamp when it happened, by the clock of who tells it
 * @param type what happened: {@code profile.uploaded}
 * @param payload to what it happened, in the order in which it is written
 */
public record Event(String id, Instant timestamp, String type, Map<String, String> payload) {
    public Event {
        payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }

    /** An event that happens now. */
    public static Event now(InstantSource clock, RandomGenerator random, String type, Map<String, String> payload) {
        long version = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new Event(new UUID(version, variant).toString(), clock.instant(), type, payload);
    }

    /** The event as it travels, in the order of the others with this key. */
    public Message toMessage(String key) {
        return Message.of(key, EventJson.write(this));
    }

    /**
     * Reads what somebody sent. Fields that we do not know are left out, and so is what a payload holds that is neither a
     * text nor a number nor a truth value.
     *
     * @throws EventException {@link EventError#BAD_EVENT} when it is no event
     */
    public static Event read(Message message) {
        return EventJson.read(message.body());
    }
}
