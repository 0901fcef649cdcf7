package dev.hone.collect;

/** Hears what becomes of pushed profiles. Called by many threads. */
public interface PushListener {
    /** Hears nothing. */
    PushListener NONE = new PushListener() {};

    /** A profile was taken in. */
    default void taken(PushWire wire, String app) {}

    /** Something was passed over, and the sender was told that all is well. */
    default void passedOver(PushWire wire, PassedOver reason) {}

    /** Something was refused. */
    default void refused(PushWire wire, PushException refusal) {}
}
