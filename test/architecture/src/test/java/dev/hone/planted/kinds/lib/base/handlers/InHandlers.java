package dev.hone.planted.kinds.lib.base.handlers;

import dev.hone.planted.Fault;

/** In a package named after a kind of thing. */
@Fault
record InHandlers() {}
