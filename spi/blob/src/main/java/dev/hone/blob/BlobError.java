package dev.hone.blob;

import dev.hone.base.ErrorCode;

/** What can go wrong with a blob store. */
public enum BlobError implements ErrorCode {
    /** The store did not answer, or answered that it cannot now. */
    UNAVAILABLE(Kind.ENVIRONMENT, true),
    /** The store asks for fewer requests. */
    THROTTLED(Kind.ENVIRONMENT, true),
    /** The store knows us and refuses, or does not know us. */
    DENIED(Kind.ENVIRONMENT, false),
    /** There is no such bucket or root folder. */
    NO_BUCKET(Kind.ENVIRONMENT, false),
    /** There is no room left. */
    FULL(Kind.ENVIRONMENT, false),
    /** The thread was interrupted. */
    INTERRUPTED(Kind.ENVIRONMENT, false),
    /** Others were faster every time. */
    CONTENDED(Kind.ENVIRONMENT, true),
    /** The store cannot be used as it was set up: a wrong URL, region, account or the like. */
    MISCONFIGURED(Kind.USAGE, false),
    /** The store lacks the trait that this needs. */
    UNSUPPORTED(Kind.USAGE, false),
    /** What was given is not a key, or not one that this store can hold. */
    BAD_KEY(Kind.USAGE, false),
    /** The store cannot hold this key beside another one. */
    KEY_CLASH(Kind.USAGE, false),
    /** The metadata cannot be stored. */
    BAD_METADATA(Kind.USAGE, false),
    /** The body could not be read, or has another length than was said. */
    BAD_BODY(Kind.INPUT, false),
    /** More than there may be. */
    TOO_LARGE(Kind.LIMIT, false);

    private final Kind kind;
    private final boolean retryable;

    BlobError(Kind kind, boolean retryable) {
        this.kind = kind;
        this.retryable = retryable;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    /** Whether the same call may well work a moment later. */
    public boolean retryable() {
        return retryable;
    }
}
