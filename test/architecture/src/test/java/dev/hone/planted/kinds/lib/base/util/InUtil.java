package dev.hone.planted.kinds.lib.base.util;

import dev.hone.planted.Fault;

/** In a package named after a kind of thing. */
@Fault
record InUtil() {}
