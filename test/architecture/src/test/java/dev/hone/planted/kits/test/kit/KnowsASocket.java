package dev.hone.planted.kits.test.kit;

import dev.hone.planted.Twin;
import dev.hone.planted.kits.spi.blob.Blobs;

/** A kit that knows what it is a contract for. */
@Twin
record KnowsASocket(Blobs used) {}
