package dev.hone.pgo;

import dev.hone.blob.BlobKey;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Remembers the last blobs that this process stored or found, as a hint only: they may be gone. Thread-safe. */
final class RecentKeys {
    private static final int MOST = 4096;

    private final SequencedSet<BlobKey> keys = new LinkedHashSet<>();

    synchronized void add(BlobKey key) {
        keys.addLast(key);
        if (keys.size() > MOST) {
            keys.removeFirst();
        }
    }

    synchronized boolean contains(BlobKey key) {
        return keys.contains(key);
    }
}
