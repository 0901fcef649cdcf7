package dev.hone.cache;

import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Condition;
import dev.hone.blob.Content;
import dev.hone.blob.Metadata;
import dev.hone.blob.PutOptions;
import dev.hone.blob.Trait;
import java.nio.file.Path;
import java.util.Optional;

/** Where manifests and packs are kept: beside the results, under keys that are none of a result. */
public final class PlanStore {
    private static final String MANIFESTS = "_plans/m/";
    private static final String PACKS = "_plans/p/";

    private final BlobStore store;
    private final String prefix;

    private PlanStore(BlobStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** Uses a store, which stays the caller's to close, in which results are under this prefix. */
    public static PlanStore over(BlobStore store, String prefix) {
        return new PlanStore(store, KeyPrefix.joined(prefix));
    }

    /** How to get the manifest of some builds; empty where nobody can but the store's own client. */
    Optional<BlobAddress> manifest(String name) {
        return address(MANIFESTS + name);
    }

    /** How to get a pack. */
    Optional<BlobAddress> pack(String id) {
        return address(PACKS + id);
    }

    private Optional<BlobAddress> address(String key) {
        try {
            return store.address(BlobKey.of(prefix + key));
        } catch (BlobException e) {
            // Whoever asks for results is told what is wrong.
            return Optional.empty();
        }
    }

    /** Stores a manifest in the place of the one before. */
    void putManifest(String name, Path file) {
        store.put(
                BlobKey.of(prefix + MANIFESTS + name),
                Content.file(file),
                new PutOptions(Condition.NONE, Metadata.NONE));
    }

    /** Stores a pack, if it is not there. */
    void putPack(String id, Path file) {
        Condition absent = store.traits().contains(Trait.PUT_IF_ABSENT) ? Condition.IF_ABSENT : Condition.NONE;
        store.put(BlobKey.of(prefix + PACKS + id), Content.file(file), new PutOptions(absent, Metadata.NONE));
    }
}
