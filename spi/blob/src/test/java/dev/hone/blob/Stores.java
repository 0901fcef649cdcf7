package dev.hone.blob;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Opens stores for tests, and reads text from them. */
final class Stores {
    private Stores() {}

    static BlobStores opener(InstantSource clock) {
        return BlobStores.of(new Surroundings(clock, new SecureRandom()), List.of());
    }

    static BlobStore open(String url) {
        return opener(InstantSource.system()).open(url);
    }

    static BlobStore files(Path root) {
        return open("file://" + root + "?sync=false");
    }

    static BlobVersion put(BlobStore store, String key, String text) {
        PutOutcome outcome = store.put(BlobKey.of(key), Content.of(text), PutOptions.REPLACE);
        return ((PutOutcome.Stored) outcome).version();
    }

    static Optional<String> text(BlobStore store, String key) {
        return store.get(BlobKey.of(key)).map(blob -> new String(blob.bytes(1 << 20), StandardCharsets.UTF_8));
    }

    static List<String> names(BlobStore store) {
        return store.stream(Listing.of("")).map(Entry::name).toList();
    }
}
