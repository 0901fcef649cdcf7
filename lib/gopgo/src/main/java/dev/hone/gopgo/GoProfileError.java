package dev.hone.gopgo;

import dev.hone.base.ErrorCode;

/** Why the Go toolchain refuses a profile that it can decode. */
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
    OVERFLOW;

    @Override
    public Kind kind() {
        return Kind.INPUT;
    }
}
