package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Segments of all apps. They never change, so the last that were read are kept in memory. */
final class SegmentStore {
    private static final int LARGEST = 64 << 20;

    private final BlobStore store;
    private final long mostBytes;
    private final SequencedMap<BlobKey, Segment> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SegmentStore(BlobStore store, long mostBytes) {
        this.store = store;
        this.mostBytes = mostBytes;
    }

    /** Stores the segment of one upload, unless there is one already, which then stands. */
    Segment putFirst(AppKeys app, String id, Segment segment) {
        BlobKey key = app.segment(id);
        while (!(store.put(key, Content.of(segment.bytes()), PutOptions.IF_ABSENT) instanceof PutOutcome.Stored)) {
            Optional<Segment> other = find(app, id);
            if (other.isPresent()) {
                return other.get();
            }
        }
        keep(key, segment);
        return segment;
    }

    /** Stores a segment under the digest of its bytes. */
    String put(AppKeys app, Segment segment) {
        byte[] stored = segment.bytes();
        String id = Sha256.of(stored);
        store.put(app.segment(id), Content.of(stored), PutOptions.REPLACE);
        keep(app.segment(id), segment);
        return id;
    }

    /** Stores the segment of one upload over the one that is there. */
    void replace(AppKeys app, String id, Segment segment) {
        store.put(app.segment(id), Content.of(segment.bytes()), PutOptions.REPLACE);
        keep(app.segment(id), segment);
    }

    Optional<Segment> find(AppKeys app, String id) {
        BlobKey key = app.segment(id);
        synchronized (kept) {
            Segment known = kept.get(key);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Blob> blob = store.get(key);
        if (blob.isEmpty()) {
            return Optional.empty();
        }
        Segment segment = Segment.read(blob.get().bytes(LARGEST), key.value());
        keep(key, segment);
        return Optional.of(segment);
    }

    void delete(AppKeys app, String id) {
        store.delete(app.segment(id));
        forget(app.segment(id));
    }

    private void keep(BlobKey key, Segment segment) {
        synchronized (kept) {
            Segment before = kept.put(key, segment);
            bytes += segment.size() - (before == null ? 0 : before.size());
            while (bytes > mostBytes && kept.size() > 1) {
                bytes -= kept.pollFirstEntry().getValue().size();
            }
        }
    }

    private void forget(BlobKey key) {
        synchronized (kept) {
            Segment before = kept.remove(key);
            bytes -= before == null ? 0 : before.size();
        }
    }
}
