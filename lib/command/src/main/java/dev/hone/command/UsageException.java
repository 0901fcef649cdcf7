package dev.hone.command;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;

/** The command was written wrongly. */
public final class UsageException extends HoneException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(Code.WRONG_USE, message);
    }

    private enum Code implements ErrorCode {
        WRONG_USE;

        @Override
        public Kind kind() {
            return Kind.USAGE;
        }
    }
}
