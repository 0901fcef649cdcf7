package dev.hone.cache;

import dev.hone.base.ErrorCode;

/** What can go wrong with the build cache. None of it is ever more than a miss to go. */
public enum CacheError implements ErrorCode {
    /** What was handed in as an id is none. */
    BAD_ID(Kind.INPUT),
    /** A request is not one of the protocol, or a body is not what it was said to be. */
    BAD_REQUEST(Kind.INPUT),
    /** A body is not the one whose id it bears, or stands under a key that is not its own. */
    POISONED(Kind.INPUT),
    /** More than there may be. */
    TOO_LARGE(Kind.LIMIT),
    /** The cache folder cannot be used. */
    UNUSABLE_FOLDER(Kind.ENVIRONMENT),
    /** What results are to be signed or trusted by is no key. */
    BAD_KEY(Kind.USAGE),
    /** A build that was to be looked at does not work. */
    BUILD_FAILED(Kind.INPUT),
    /** The shared store was not reached, or failed. */
    REMOTE_FAILED(Kind.ENVIRONMENT),
    /** The shared store did not answer in time. */
    REMOTE_LATE(Kind.ENVIRONMENT),
    /** The shared store was not asked, since it failed before. */
    REMOTE_RESTING(Kind.ENVIRONMENT),
    /** The shared store asks for fewer requests. */
    REMOTE_BUSY(Kind.ENVIRONMENT),
    /** The shared store cannot do what it is asked as it is set up: a wrong address, no such bucket or the like. */
    REMOTE_REFUSED(Kind.USAGE),
    /** The shared store knows us and refuses, or does not know us. */
    REMOTE_DENIED(Kind.ENVIRONMENT);

    private final Kind kind;

    CacheError(Kind kind) {
        this.kind = kind;
    }

    /** Whether the shared store may well answer the same request a moment later. */
    boolean mayPass() {
        return this == REMOTE_FAILED || this == REMOTE_LATE || this == REMOTE_BUSY;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
