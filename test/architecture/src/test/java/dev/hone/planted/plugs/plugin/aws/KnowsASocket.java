package dev.hone.planted.plugs.plugin.aws;

import dev.hone.planted.Twin;
import dev.hone.planted.plugs.spi.blob.Blobs;

/** A plug that fills a socket. */
@Twin
record KnowsASocket(Blobs used) {}
