package dev.hone.server.oidc;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;

/** The file that says whose tokens are taken, or a set of keys, cannot be used. */
public final class OidcException extends HoneException {
    private static final long serialVersionUID = 1;

    OidcException(Code code, String message) {
        super(code, message);
    }

    OidcException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }

    enum Code implements ErrorCode {
        BAD_OIDC_FILE,
        OIDC_FILE_UNREADABLE,
        KEYS_UNAVAILABLE;

        @Override
        public Kind kind() {
            return this == BAD_OIDC_FILE ? Kind.USAGE : Kind.ENVIRONMENT;
        }
    }
}
