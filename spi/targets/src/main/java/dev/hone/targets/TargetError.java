package dev.hone.targets;

import dev.hone.base.ErrorCode;

/** What can go wrong with a source of targets. */
public enum TargetError implements ErrorCode {
    /** The source did not answer, or answered that it cannot now. */
    UNAVAILABLE(Kind.ENVIRONMENT),
    /** The source knows us and refuses, or does not know us. */
    DENIED(Kind.ENVIRONMENT),
    /** The thread was interrupted. */
    INTERRUPTED(Kind.ENVIRONMENT),
    /** The source was closed before. */
    CLOSED(Kind.USAGE),
    /** The source cannot be used as it was set up: a wrong address, account, file or the like. */
    MISCONFIGURED(Kind.USAGE),
    /** What the source says cannot be understood. */
    BAD_LIST(Kind.INPUT),
    /** More than there may be. */
    TOO_LARGE(Kind.LIMIT);

    private final Kind kind;

    TargetError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
