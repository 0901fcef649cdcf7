package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Trait;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * Stores the segment of one upload, unless there is one already, which then stands. One that is damaged, or of before
     * the app was deleted, does not.
     */
    Segment putFirst(AppKeys app, String id, Segment segment, @Nullable Instant deleted) {
        BlobKey key = app.segment(id);
        PutOptions options = PutOptions.IF_ABSENT;
        while (!(store.put(key, Content.of(segment.bytes()), options) instanceof PutOutcome.Stored)) {
            forget(key);
            Optional<Blob> blob = store.get(key);
            Optional<Segment> other = blob.flatMap(found -> readable(found, key));
            if (other.isPresent() && other.get().isSince(deleted)) {
                keep(key, other.get());
                return other.get();
            }
            options = blob.map(found -> PutOptions.ifVersion(found.info().version()))
                    .orElse(PutOptions.IF_ABSENT);
        }
        keep(key, segment);
        return segment;
    }

    /** The segment if it is there and can be read. */
    Optional<Segment> readable(AppKeys app, String id) {
        try {
            return find(app, id);
        } catch (PgoException e) {
            if (e.error() == PgoError.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<Segment> readable(Blob blob, BlobKey key) {
        byte[] bytes = blob.bytes(LARGEST);
        try {
            return Optional.of(Segment.read(bytes, key.value()));
        } catch (PgoException e) {
            if (e.error() == PgoError.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The segment as it is stored now: one that was read before may have been replaced. */
    Optional<Segment> fresh(AppKeys app, String id) {
        forget(app.segment(id));
        return find(app, id);
    }

    /** The ids of all uploads that a head counts. */
    Set<String> counted(AppKeys app, Head head) {
        Set<String> ids = new HashSet<>();
        for (SegmentEntry entry : head.segments()) {
            if (entry.level() == 0) {
                ids.add(entry.id());
            } else {
                ids.addAll(find(app, entry.id())
                        .orElseThrow(() -> Contention.gone(entry.id()))
                        .uploads());
            }
        }
        return ids;
    }

    /** Removes what was received before the app was deleted, but not what took its place since it was read. */
    void deleteOld(AppKeys app, String id, Instant deleted) {
        BlobKey key = app.segment(id);
        Optional<Blob> blob = store.get(key);
        if (blob.isEmpty()
                || readable(blob.get(), key)
                        .filter(found -> found.isSince(deleted))
                        .isPresent()) {
            return;
        }
        if (store.traits().contains(Trait.DELETE_IF_VERSION)) {
            store.delete(key, blob.get().info().version());
        } else {
            store.delete(key);
        }
        forget(key);
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
