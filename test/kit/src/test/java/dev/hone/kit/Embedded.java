package dev.hone.kit;

import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobStores;
import dev.hone.blob.Surroundings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** Opens embedded stores as a program does. */
final class Embedded {
    private static final BlobStores STORES =
            BlobStores.of(new Surroundings(InstantSource.system(), new SecureRandom()), List.of());

    private Embedded() {}

    static BlobStore open(String url) {
        return STORES.open(url);
    }
}
