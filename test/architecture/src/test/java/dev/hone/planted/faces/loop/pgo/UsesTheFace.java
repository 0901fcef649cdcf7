package dev.hone.planted.faces.loop.pgo;

import dev.hone.planted.Twin;
import dev.hone.planted.faces.spi.blob.Blobs;

/** A stage that uses what a socket offers. */
@Twin
record UsesTheFace(Blobs used) {}
