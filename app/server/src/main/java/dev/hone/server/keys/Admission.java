package dev.hone.server.keys;

/** What a gate decides. */
public sealed interface Admission {
    /** Go ahead. */
    record Admitted(Caller caller) implements Admission {}

    /** There is no key, or none that is known: 401. */
    record Unknown(String message) implements Admission {}

    /** The key is not for this: 403. */
    record Forbidden(String message) implements Admission {}
}
