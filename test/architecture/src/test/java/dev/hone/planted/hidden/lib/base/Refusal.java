package dev.hone.planted.hidden.lib.base;

import dev.hone.planted.Twin;

/** Public for whoever catches it. */
@Twin
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
}
