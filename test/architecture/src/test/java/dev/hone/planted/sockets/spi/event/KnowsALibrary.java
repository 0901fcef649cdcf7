package dev.hone.planted.sockets.spi.event;

import dev.hone.planted.Twin;
import dev.hone.planted.sockets.lib.base.Sizes;

/** A socket on a library. */
@Twin
record KnowsALibrary(Sizes used) {}
