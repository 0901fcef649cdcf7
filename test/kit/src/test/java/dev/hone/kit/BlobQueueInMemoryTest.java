package dev.hone.kit;

import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import java.time.InstantSource;

class BlobQueueInMemoryTest extends BlobQueueOn {
    private final BlobStore blobs = MemoryBlobStore.create(InstantSource.system());

    @Override
    BlobStore blobs() {
        return blobs;
    }
}
