package dev.hone.planted.exceptions.lib.base;

import dev.hone.planted.Fault;

/** An exception without a code. */
@Fault
final class BareException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
