package dev.hone.planted.libraries.lib.profile;

import dev.hone.planted.Fault;
import dev.hone.planted.libraries.spi.blob.Blobs;

/** A library that knows the product. */
@Fault
record KnowsASocket(Blobs used) {}
