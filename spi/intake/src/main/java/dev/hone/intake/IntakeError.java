package dev.hone.intake;

import dev.hone.base.ErrorCode;

/** What can go wrong when a profile is handed in. */
public enum IntakeError implements ErrorCode {
    /** The profile, the app's name or what is said about it is not acceptable, now or later. */
    REFUSED(Kind.INPUT, false),
    /** The receiver wants a key, or this key may not do this. */
    DENIED(Kind.ENVIRONMENT, false),
    /** The receiver did not answer, or answered that it cannot now. */
    UNAVAILABLE(Kind.ENVIRONMENT, true),
    /** The receiver has enough to do and asks to come later. */
    BUSY(Kind.ENVIRONMENT, true),
    /** The thread was interrupted. */
    INTERRUPTED(Kind.ENVIRONMENT, false),
    /** The intake was closed before. */
    CLOSED(Kind.USAGE, false),
    /** The receiver cannot be used as it was set up. */
    MISCONFIGURED(Kind.USAGE, false);

    private final Kind kind;
    private final boolean retryable;

    IntakeError(Kind kind, boolean retryable) {
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
