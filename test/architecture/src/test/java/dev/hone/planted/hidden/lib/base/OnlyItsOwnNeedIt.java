package dev.hone.planted.hidden.lib.base;

import dev.hone.planted.Fault;

/** Public for its own package only. */
@Fault
public record OnlyItsOwnNeedIt() {}
