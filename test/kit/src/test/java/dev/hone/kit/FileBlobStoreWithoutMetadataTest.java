package dev.hone.kit;

import dev.hone.blob.BlobStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreWithoutMetadataTest extends BlobStoreContract {
    @TempDir
    private Path root;

    @Override
    public BlobStore store() {
        return Embedded.open("file://" + root + "/made?sync=false&metadata=skip&create_dir=true");
    }
}
