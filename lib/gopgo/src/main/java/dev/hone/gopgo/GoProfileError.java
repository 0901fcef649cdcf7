package dev.hone.gopgo;

import dev.hone.base.ErrorCode;

/** Why the Go toolchain refuses a profile that it can decode, and what else can be wrong with what it is to build with. */
enum GoProfileError implements ErrorCode {
    /** No value column counts CPU samples or CPU time. */
    NOT_CPU,
    /** No function says on which line it starts, so no call can be found again in the source. */
    NO_START_LINES,
    /** A stack names a location that is not there; {@code go} itself crashes on it. */
    UNKNOWN_LOCATION,
    /** A call has a negative weight, which no profile can express. */
    NEGATIVE,
    /** Weights add up to more than fits 64 bits. */
    OVERFLOW,
    /** It was to be a list of a program's symbols. */
    NOT_SYMBOLS,
    /** It was to be a rule about edges. */
    BAD_RULE(Kind.USAGE);

    private final Kind kind;

    GoProfileError() {
        this(Kind.INPUT);
    }

    GoProfileError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
