package dev.hone.kit;

import dev.hone.blob.BlobStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class BlobQueueInFilesTest extends BlobQueueOn {
    @TempDir
    private Path root;

    @Override
    BlobStore blobs() {
        return Embedded.open("file://" + root + "?sync=false");
    }
}
