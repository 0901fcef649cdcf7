package dev.hone.planted.faces.loop.pgo;

import dev.hone.planted.Fault;
import dev.hone.planted.faces.spi.blob.chunks.Chunk;

/** A stage that uses what a socket keeps to itself. */
@Fault
record ReachesInside(Chunk used) {}
