package dev.hone.planted.hidden.lib.base;

import dev.hone.planted.Twin;

/** Public and handed to another package. */
@Twin
public record Handed() {}
