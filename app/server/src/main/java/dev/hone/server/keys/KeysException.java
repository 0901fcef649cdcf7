package dev.hone.server.keys;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;

/** Keys could not be read. */
public final class KeysException extends HoneException {
    private static final long serialVersionUID = 1;

    KeysException(Code code, String message) {
        super(code, message);
    }

    KeysException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }

    enum Code implements ErrorCode {
        BAD_KEY_FILE,
        KEY_FILE_UNREADABLE;

        @Override
        public Kind kind() {
            return this == BAD_KEY_FILE ? Kind.USAGE : Kind.ENVIRONMENT;
        }
    }
}
