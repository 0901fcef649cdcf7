package dev.hone.event;

/** Names a promise of {@link EventWriter} and {@link EventReader} that not every bus can keep. */
public enum EventTrait {
    /** A message that was sent while no reader of its queue was open waits for the next one, once the queue had its first. */
    DURABLE,
    /** A message that was not {@linkplain Delivery#done done} when its reader went away is delivered again. */
    AT_LEAST_ONCE,
    /** {@link Delivery#again} brings a message back, after a while that grows with each delivery. */
    NACKABLE,
    /** One reader gets the messages of one key in the order in which they were sent; redelivered ones come later. */
    ORDERED_BY_KEY,
    /** Readers of this URL share the messages. Without this, each of them gets every message. */
    SHARED,
    /** The key arrives with the message. Without this, it arrives empty. */
    KEYS
}
