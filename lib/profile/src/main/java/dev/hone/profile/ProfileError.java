package dev.hone.profile;

import dev.hone.base.ErrorCode;

/** What can be wrong with a profile or with getting at it. */
public enum ProfileError implements ErrorCode {
    /** There is no such file. */
    NOT_FOUND(Kind.ENVIRONMENT),
    /** The file exists and could not be read. */
    UNREADABLE(Kind.ENVIRONMENT),
    /** There is nothing in it. */
    EMPTY(Kind.INPUT),
    /** It is something else; the message says what. */
    NOT_A_PROFILE(Kind.INPUT),
    /** It ends early, or its bytes do not follow the format. */
    MALFORMED(Kind.INPUT),
    /** The bytes follow the format, but what they say does not hold together. */
    INCONSISTENT(Kind.INPUT),
    /** It was to be searched with what is not a regular expression. */
    BAD_PATTERN(Kind.USAGE),
    /** It is larger than a limit. */
    TOO_LARGE(Kind.LIMIT);

    private final Kind kind;

    ProfileError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
