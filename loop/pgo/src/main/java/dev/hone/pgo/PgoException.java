package dev.hone.pgo;

import dev.hone.base.HoneException;

/** Something that was asked of the PGO stage cannot be done. */
public final class PgoException extends HoneException {
    private static final long serialVersionUID = 1;

    private final PgoError error;

    public PgoException(PgoError error, String message) {
        super(error, message);
        this.error = error;
    }

    public PgoException(PgoError error, String message, Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** What went wrong, as this module names it. */
    public PgoError error() {
        return error;
    }
}
