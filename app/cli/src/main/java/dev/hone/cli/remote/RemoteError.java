package dev.hone.cli.remote;

import dev.hone.base.ErrorCode;

/** What can go wrong in talking to a server. */
public enum RemoteError implements ErrorCode {
    /** Nothing answers, or it stopped in the middle. */
    UNREACHABLE(Kind.ENVIRONMENT),
    /** No answer within the time. */
    TOO_SLOW(Kind.ENVIRONMENT),
    /** There is no such thing on the server. */
    NOT_FOUND(Kind.INPUT),
    /** No key, an unknown one, or one that may not do this. */
    DENIED(Kind.INPUT),
    /** The server does not take what was sent. */
    REFUSED(Kind.INPUT),
    /** The server failed. */
    SERVER_FAILED(Kind.ENVIRONMENT),
    /** An answer that makes no sense from a server of this kind. */
    STRANGE(Kind.INPUT);

    private final Kind kind;

    RemoteError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
