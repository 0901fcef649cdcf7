package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import java.util.Optional;

/** Sets aside blobs of any size that are of no use, with the reason beside them. */
final class Quarantine {
    /** A store takes this in one piece; of what is larger only the reason is kept. */
    private static final long LARGEST = 1L << 30;

    private final BlobStore store;
    private final PgoListener listener;

    Quarantine(BlobStore store, PgoListener listener) {
        this.store = store;
        this.listener = listener;
    }

    /** Copies a blob to where such are kept under this name. */
    void copy(AppKeys keys, BlobKey from, String name, String reason) {
        Optional<Blob> found = store.get(from);
        if (found.isEmpty()) {
            return;
        }
        try (Blob blob = found.get()) {
            if (blob.length() <= LARGEST) {
                store.put(keys.quarantined(name), Content.stream(blob.body(), blob.length()), PutOptions.REPLACE);
            }
        }
        store.put(keys.quarantineReason(name), Content.of(reason + "\n"), PutOptions.REPLACE);
        listener.quarantined(keys.app(), name, reason);
    }
}
