package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Trait;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the parts of the contract have in common: a store, and a few words to speak of it. */
public interface ContractOfBlobs {
    int MOST = 1 << 20;

    /** The store of this test, empty when the test begins. */
    BlobStore store();

    /** A further store over the same blobs, as another process has one. */
    default BlobStore another() {
        return store();
    }

    /** How many bytes a blob has that does not fit into memory several times over. */
    default long bigSize() {
        return 64L << 20;
    }

    /** How many bytes a key may have: 1,024, unless a prefix takes some. */
    default int longestKey() {
        return 1024;
    }

    default boolean declares(Trait trait) {
        return store().traits().contains(trait);
    }

    static BlobKey key(String value) {
        return BlobKey.of(value);
    }

    default BlobVersion put(String key, String text) {
        return stored(store().put(key(key), Content.of(text), PutOptions.REPLACE));
    }

    default Optional<String> text(String key) {
        return store().get(key(key)).map(blob -> textOf(blob));
    }

    static String textOf(Blob blob) {
        return new String(blob.bytes(MOST), StandardCharsets.UTF_8);
    }

    static BlobVersion stored(PutOutcome outcome) {
        assertThat(outcome).isInstanceOf(PutOutcome.Stored.class);
        return ((PutOutcome.Stored) outcome).version();
    }
}
