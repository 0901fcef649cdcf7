package dev.hone.gopgo;

import dev.hone.base.HoneException;

/** The Go toolchain would refuse this profile, or what is asked of its edges cannot be. */
public final class GoProfileException extends HoneException {
    private static final long serialVersionUID = 1;

    GoProfileException(GoProfileError code, String message) {
        super(code, message);
    }

    GoProfileException(EdgeMapError code, String message) {
        super(code, message);
    }

    GoProfileException(EdgeMapError code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
