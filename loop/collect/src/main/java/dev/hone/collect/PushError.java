package dev.hone.collect;

import dev.hone.base.ErrorCode;

/** Why something that was pushed is not taken in. */
public enum PushError implements ErrorCode {
    /** What is said about the profile cannot be read, or names no app. */
    BAD_LABELS(Kind.USAGE),
    /** What was sent is not in the form that it should be in. */
    MALFORMED(Kind.INPUT),
    /** It is larger than is taken in, or has too many parts. */
    TOO_LARGE(Kind.LIMIT),
    /** It is a CPU profile that is of no use; the message says why. */
    REFUSED(Kind.INPUT),
    /** Whoever sends it may not do so for this app. */
    FORBIDDEN(Kind.USAGE),
    /** There is enough to do; it may be sent again later. */
    BUSY(Kind.LIMIT),
    /** It could not be stored now; it may be sent again later. */
    UNAVAILABLE(Kind.ENVIRONMENT),
    /** It asks for something that is not done here. */
    UNSUPPORTED(Kind.USAGE);

    private final Kind kind;

    PushError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
