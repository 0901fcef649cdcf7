package dev.hone.server;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;

/** The command takes its options, and cannot do its work in this build. */
final class NotYet extends HoneException {
    private static final long serialVersionUID = 1;

    NotYet(String command) {
        super(Code.NOT_YET, "hone " + command + " does not run in this build yet");
    }

    private enum Code implements ErrorCode {
        NOT_YET;

        @Override
        public Kind kind() {
            return Kind.ENVIRONMENT;
        }
    }
}
