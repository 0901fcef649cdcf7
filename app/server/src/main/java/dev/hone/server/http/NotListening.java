package dev.hone.server.http;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;

/** The address to listen on is not to be had. */
public final class NotListening extends HoneException {
    private static final long serialVersionUID = 1;

    NotListening(Listening listening, Throwable cause) {
        super(
                Code.NOT_LISTENING,
                "listening on " + listening + " failed: "
                        + (cause.getCause() == null ? cause : cause.getCause()).getMessage()
                        + "; listen on another port",
                cause);
    }

    private enum Code implements ErrorCode {
        NOT_LISTENING;

        @Override
        public Kind kind() {
            return Kind.ENVIRONMENT;
        }
    }
}
