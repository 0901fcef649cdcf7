package dev.hone.blob;

import dev.hone.base.HoneException;

/** A blob store could not do what it was asked. */
public final class BlobException extends HoneException {
    private static final long serialVersionUID = 1;

    private final BlobError error;

    public BlobException(BlobError error, String message) {
        super(error, message);
        this.error = error;
    }

    public BlobException(BlobError error, String message, Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** What went wrong, as this module names it. */
    public BlobError error() {
        return error;
    }
}
