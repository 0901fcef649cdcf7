package dev.hone.planted.stages.loop.pgo;

import dev.hone.planted.Twin;
import dev.hone.planted.stages.spi.blob.Blobs;

/** A stage that knows a socket. */
@Twin
record KnowsASocket(Blobs used) {}
