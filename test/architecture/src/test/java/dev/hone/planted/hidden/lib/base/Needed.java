package dev.hone.planted.hidden.lib.base;

import dev.hone.planted.Twin;

/** Public and used by another package. */
@Twin
public record Needed(Handed handed) {
    Secretive secretive() {
        return new Secretive();
    }
}
