package dev.hone.blob;

/** How a conditional delete ended. */
public sealed interface DeleteOutcome {
    /** The blob was there in this version and is gone. */
    record Deleted() implements DeleteOutcome {}

    /** There was none. */
    record Absent() implements DeleteOutcome {}

    /** There is one in another version, and it stays. */
    record Conflict() implements DeleteOutcome {}
}
