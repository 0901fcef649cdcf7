package dev.hone.kit;

/**
 * Holds an implementation to what {@link dev.hone.blob.BlobStore} says. A test class of the implementation extends this and
 * gives each test an empty store; what the store's traits leave out must then fail cleanly.
 */
public abstract class BlobStoreContract
        implements BlobReading, BlobPutting, BlobDeleting, BlobNaming, BlobPaging, BlobRacing {}
