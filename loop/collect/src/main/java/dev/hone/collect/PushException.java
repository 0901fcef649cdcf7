package dev.hone.collect;

import dev.hone.base.HoneException;

/** Something that a fleet's own tools sent or asked for is refused. */
public final class PushException extends HoneException {
    private static final long serialVersionUID = 1;

    private final PushError error;

    PushException(PushError error, String message) {
        super(error, message);
        this.error = error;
    }

    PushException(PushError error, String message, Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** What went wrong, as this module names it. */
    public PushError error() {
        return error;
    }
}
