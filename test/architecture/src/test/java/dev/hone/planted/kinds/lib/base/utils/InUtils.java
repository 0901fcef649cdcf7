package dev.hone.planted.kinds.lib.base.utils;

import dev.hone.planted.Fault;

/** In a package named after a kind of thing. */
@Fault
record InUtils() {}
