package dev.hone.kit;

import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A part of a store must look like a whole one, whatever else is in the store. */
class PrefixedBlobStoreTest extends BlobStoreContract {
    @TempDir
    private Path root;

    @BeforeEach
    void putSomethingAround() {
        BlobStore whole = Embedded.open("file://" + root);
        for (String key : new String[] {"in", "in-", "in-a", "in0", "i", "x/in/y"}) {
            whole.put(ContractOfBlobs.key(key), Content.of("not inside"), PutOptions.REPLACE);
        }
    }

    @Override
    public BlobStore store() {
        return Embedded.open("file://" + root + "?sync=false&prefix=i%2E/");
    }

    @Override
    public int longestKey() {
        return 1024 - "i./".length();
    }
}
