package dev.hone.kit;

import dev.hone.blob.BlobStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    private Path root;

    @Override
    public BlobStore store() {
        return Embedded.open("file://" + root + "?sync=false");
    }

    @Override
    public BlobStore another() {
        return Embedded.open("file://" + root + "?sync=true");
    }
}
