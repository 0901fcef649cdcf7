package dev.hone.planted.exceptions.lib.base;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.planted.Twin;

/** An exception with a code. */
@Twin
final class CodedException extends HoneException {
    private static final long serialVersionUID = 1;

    CodedException(ErrorCode code) {
        super(code, "planted");
    }
}
