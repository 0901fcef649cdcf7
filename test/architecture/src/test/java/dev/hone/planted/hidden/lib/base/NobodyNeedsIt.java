package dev.hone.planted.hidden.lib.base;

import dev.hone.planted.Fault;

/** Public for nobody. */
@Fault
public record NobodyNeedsIt() {}
