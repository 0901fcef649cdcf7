package dev.hone.pgo;

import dev.hone.base.ErrorCode;

/** What can go wrong in the PGO stage. */
public enum PgoError implements ErrorCode {
    /** Not the name of an app. */
    BAD_APP_NAME(Kind.USAGE),
    /** What was said about an upload cannot be stored. */
    BAD_CONTEXT(Kind.USAGE),
    /** The profile is of no use for builds; the message says why. */
    REFUSED_PROFILE(Kind.INPUT),
    /** The profile is larger than is taken in. */
    TOO_LARGE(Kind.LIMIT),
    /** There is no such app, generation or channel, or nothing was published yet. */
    NOT_FOUND(Kind.USAGE),
    /** The channel is pinned, or what was asked for contradicts what is. */
    CONFLICT(Kind.USAGE),
    /** What was to be replaced is not any more what the caller saw. */
    CHANGED(Kind.USAGE),
    /** A policy, rule or recipe is wrong. */
    BAD_POLICY(Kind.USAGE),
    /** A stored object is damaged. */
    DAMAGED(Kind.INPUT),
    /** What is stored was written by a newer Hone. */
    NEWER_FORMAT(Kind.ENVIRONMENT),
    /** Others were faster every time. */
    CONTENDED(Kind.ENVIRONMENT),
    /** The thread was interrupted. */
    INTERRUPTED(Kind.ENVIRONMENT),
    /** A signature is missing or wrong. */
    NOT_TRUSTED(Kind.INPUT);

    private final Kind kind;

    PgoError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
