package dev.hone.planted.nulls.lib.base;

import dev.hone.planted.Fault;

/** In a package without package-info. */
@Fault
record Unmarked() {}
