package dev.hone.planted.names.lib.base;

import dev.hone.planted.Twin;

/** A name that only looks as if it said nothing. */
@Twin
record FileBlobStore() {}
