package dev.hone.bench;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;

/** A comparison could not be made. */
final class BenchException extends HoneException {
    private static final long serialVersionUID = 1;

    BenchException(Code code, String message) {
        super(code, message);
    }

    BenchException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }

    /** Why. */
    enum Code implements ErrorCode {
        /** The arguments or the scenario were written wrongly. */
        WRONG_USE(Kind.USAGE),
        /** A command could not be started, or failed. */
        COMMAND_FAILED(Kind.ENVIRONMENT);

        private final Kind kind;

        Code(Kind kind) {
            this.kind = kind;
        }

        @Override
        public Kind kind() {
            return kind;
        }
    }
}
