package dev.hone.planted.faces.spi.blob;

import dev.hone.planted.Twin;
import dev.hone.planted.faces.spi.blob.chunks.Chunk;

/** A socket that uses its own inside. */
@Twin
record UsesItsOwn(Chunk used) {}
