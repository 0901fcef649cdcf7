package dev.hone.planted.sockets.spi.event;

import dev.hone.planted.Twin;
import dev.hone.planted.sockets.spi.blob.Blobs;

/** A socket on another socket. */
@Twin
record KnowsASocket(Blobs used) {}
