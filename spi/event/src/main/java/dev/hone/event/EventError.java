package dev.hone.event;

import dev.hone.base.ErrorCode;

/** What can go wrong with an event bus. */
public enum EventError implements ErrorCode {
    /** The bus did not answer, or answered that it cannot now. */
    UNAVAILABLE(Kind.ENVIRONMENT, true),
    /** The bus holds as much as it may: readers are slower than writers. */
    FULL(Kind.ENVIRONMENT, true),
    /** The bus knows us and refuses, or does not know us. */
    DENIED(Kind.ENVIRONMENT, false),
    /** There is no such topic, and this bus does not make one. */
    NO_TOPIC(Kind.ENVIRONMENT, false),
    /** The thread was interrupted. */
    INTERRUPTED(Kind.ENVIRONMENT, false),
    /** The writer or reader was closed before. */
    CLOSED(Kind.USAGE, false),
    /** The bus cannot be used as it was set up: a wrong URL, server, account or the like. */
    MISCONFIGURED(Kind.USAGE, false),
    /** What was given is not a key. */
    BAD_KEY(Kind.USAGE, false),
    /** A message's body is no event. */
    BAD_EVENT(Kind.INPUT, false),
    /** More than there may be. */
    TOO_LARGE(Kind.LIMIT, false);

    private final Kind kind;
    private final boolean retryable;

    EventError(Kind kind, boolean retryable) {
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
