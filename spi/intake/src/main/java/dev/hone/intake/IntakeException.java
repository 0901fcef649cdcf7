package dev.hone.intake;

import dev.hone.base.HoneException;

/** A profile could not be handed in. */
public final class IntakeException extends HoneException {
    private static final long serialVersionUID = 1;

    private final IntakeError error;

    public IntakeException(IntakeError error, String message) {
        super(error, message);
        this.error = error;
    }

    public IntakeException(IntakeError error, String message, Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** What went wrong, as this module names it. */
    public IntakeError error() {
        return error;
    }
}
