package dev.hone.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.kit.BlobStoreContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MinIO deletes whatever If-Match says, so the trait for that is left out. */
@Tag("soak")
class MinioContractTest extends BlobStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static S3Server server;

    private BlobStore store;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = S3Server.minio(folder);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        String bucket = "bucket-" + BUCKETS.incrementAndGet();
        server.makeBucket(bucket);
        store = server.open(bucket, "");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public BlobStore store() {
        return store;
    }

    @Test
    void address_ofThisServer_isThere() {
        assertThat(store.address(BlobKey.of("k"))).isPresent();
    }
}
