package dev.hone.gopgo;

import dev.hone.base.HoneException;

/** The Go toolchain would refuse this profile. */
public final class GoProfileException extends HoneException {
    private static final long serialVersionUID = 1;

    GoProfileException(GoProfileError code, String message) {
        super(code, message);
    }
}
