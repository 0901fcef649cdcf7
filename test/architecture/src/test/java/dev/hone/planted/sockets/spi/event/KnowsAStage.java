package dev.hone.planted.sockets.spi.event;

import dev.hone.planted.Fault;
import dev.hone.planted.sockets.loop.pgo.Merge;

/** A socket that knows who uses it. */
@Fault
record KnowsAStage(Merge used) {}
