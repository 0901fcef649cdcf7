package dev.hone.planted.names.lib.base;

import dev.hone.planted.Fault;

/** A name that says nothing. */
@Fault
record BlobStoreImpl() {}
