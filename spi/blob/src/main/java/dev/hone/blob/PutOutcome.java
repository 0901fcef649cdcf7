package dev.hone.blob;

/** How a put ended. */
public sealed interface PutOutcome {
    /** The blob is there, under this version. */
    record Stored(BlobVersion version) implements PutOutcome {}

    /**
     * The condition did not hold, or somebody else was changing the blob at that moment, and this put changed nothing: read
     * to learn what is there. Without a condition this never happens.
     */
    record Conflict() implements PutOutcome {}
}
