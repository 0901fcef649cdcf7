package dev.hone.blob;

/** What must be so for a put to take place. */
public sealed interface Condition {
    /** Nothing: what is there is replaced. */
    Condition NONE = new None();

    /** There is no blob. */
    Condition IF_ABSENT = new IfAbsent();

    /** The blob that is there has this version. */
    static Condition ifVersion(BlobVersion version) {
        return new IfVersion(version);
    }

    /** Nothing: what is there is replaced. */
    record None() implements Condition {}

    /** There is no blob. Needs {@link Trait#PUT_IF_ABSENT}. */
    record IfAbsent() implements Condition {}

    /** The blob that is there has this version. Needs {@link Trait#PUT_IF_VERSION}. */
    record IfVersion(BlobVersion version) implements Condition {}
}
