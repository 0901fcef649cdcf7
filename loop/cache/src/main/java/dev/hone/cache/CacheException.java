package dev.hone.cache;

import dev.hone.base.HoneException;

/** The build cache could not do what it was asked. */
public final class CacheException extends HoneException {
    private static final long serialVersionUID = 1;

    private final CacheError error;

    public CacheException(CacheError error, String message) {
        super(error, message);
        this.error = error;
    }

    public CacheException(CacheError error, String message, Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** What went wrong, as this module names it. */
    public CacheError error() {
        return error;
    }
}
