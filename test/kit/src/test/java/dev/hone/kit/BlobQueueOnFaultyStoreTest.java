package dev.hone.kit;

import dev.hone.base.Backoff;
import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.RetryingBlobStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** Over a store of which every fifth call fails, half of them after they were done, and which is asked again. */
class BlobQueueOnFaultyStoreTest extends BlobQueueOn {
    private final FaultyBlobStore faulty = FaultyBlobStore.over(
            MemoryBlobStore.create(InstantSource.system()), Faults.failing(0.2), 7, duration -> {});
    private final BlobStore blobs = RetryingBlobStore.over(
            faulty, new Backoff(40, Duration.ofMillis(1), Duration.ofMillis(1)), duration -> {}, new SecureRandom());

    @Override
    BlobStore blobs() {
        return blobs;
    }
}
