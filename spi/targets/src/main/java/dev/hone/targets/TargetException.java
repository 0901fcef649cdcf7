package dev.hone.targets;

import dev.hone.base.HoneException;

/** A source of targets could not say what there is. */
public final class TargetException extends HoneException {
    private static final long serialVersionUID = 1;

    private final TargetError error;

    public TargetException(TargetError error, String message) {
        super(error, message);
        this.error = error;
    }

    public TargetException(TargetError error, String message, Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** What went wrong, as this module names it. */
    public TargetError error() {
        return error;
    }
}
