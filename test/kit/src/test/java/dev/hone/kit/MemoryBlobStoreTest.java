package dev.hone.kit;

import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import java.time.InstantSource;

class MemoryBlobStoreTest extends BlobStoreContract {
    private final BlobStore store = MemoryBlobStore.create(InstantSource.system());

    @Override
    public BlobStore store() {
        return store;
    }
}
