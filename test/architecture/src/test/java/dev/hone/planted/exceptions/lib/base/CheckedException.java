package dev.hone.planted.exceptions.lib.base;

import dev.hone.planted.Fault;

/** A checked exception. */
@Fault
final class CheckedException extends Exception {
    private static final long serialVersionUID = 1;
}
