package dev.hone.planted.hidden.lib.base;

import dev.hone.planted.Fault;

/** Public, but only handed around at home. */
@Fault
public record Secretive() {}
