package dev.hone.pgo;

import dev.hone.base.TaskScope;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Stores uploads so that none is lost or counted twice, whenever the process ends. */
/*
 * Three blobs are written: the segment and the staging blob side by side, and then, when both are there, the profile as it
 * was received. That it is there says that the upload is complete and was acknowledged or will be: a retry finds it and
 * changes nothing. A crash before leaves a segment without profile, which a retry completes and the sweeper removes. The
 * segment is stored if absent, so the first one fixes the day and the words under which the upload counts for good.
 */
final class UploadStore {
    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final SegmentStore segments;
    private final ThreadFactory threads;
    private final boolean staged;

    /**
     * Uploads in a store.
     *
     * @param staged whether to store a staging blob for workers of another program
     */
    UploadStore(BlobStore store, SegmentStore segments, ThreadFactory threads, boolean staged) {
        this.store = store;
        this.segments = segments;
        this.threads = threads;
        this.staged = staged;
    }

    /** What is known of a profile that was stored; empty when there is none. */
    Optional<BlobInfo> find(AppKeys keys, String id) {
        return store.head(keys.upload(id));
    }

    /** Whether a profile is here that was received since the app was last deleted; times of the store are not looked at. */
    boolean isHere(AppKeys keys, String id, Head head) {
        if (find(keys, id).isEmpty()) {
            return false;
        }
        Optional<Segment> waiting = segments.fresh(keys, id);
        return waiting.isPresent()
                ? waiting.get().isSince(head.deleted())
                : segments.counted(keys, head).contains(id);
    }

    Optional<Segment> segment(AppKeys keys, String id) {
        return segments.find(keys, id);
    }

    /** Stores an upload; gives back its segment, which may be another's who was first. */
    Segment put(AppKeys keys, String id, Segment segment, @Nullable Instant deleted, byte[] body) {
        String staging = segment.facts().staging();
        Segment stored;
        try (TaskScope scope = new TaskScope(threads)) {
            TaskScope.Fork<Segment> first = scope.fork(() -> segments.putFirst(keys, id, segment, deleted));
            scope.fork(() -> stage(staging, body));
            scope.join();
            stored = first.result();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgoException(PgoError.INTERRUPTED, "storing an upload was interrupted", e);
        }
        if (staged && !stored.facts().staging().equals(staging)) {
            // A twin of this request was first, or one that broke off before us: its staging blob is the one that
            // counts.
            stage(stored.facts().staging(), body);
            store.delete(BlobKey.of(staging));
        }
        putProfile(keys, id, stored, body);
        return stored;
    }

    /** Stores an upload whose staging blob is there. */
    void putStaged(AppKeys keys, String id, Segment segment, @Nullable Instant deleted, byte[] body) {
        putProfile(keys, id, segments.putFirst(keys, id, segment, deleted), body);
    }

    /** Stores a profile with what its segment says of it: the segment may be lost. */
    private void putProfile(AppKeys keys, String id, Segment segment, byte[] body) {
        Map<String, String> words = segment.facts().group().metadata();
        store.put(keys.upload(id), Content.of(body), PutOptions.REPLACE.with(words));
    }

    /** Stores the segment of an upload whose profile is there. */
    void putSegment(AppKeys keys, String id, Segment segment, @Nullable Instant deleted) {
        segments.putFirst(keys, id, segment, deleted);
    }

    private Boolean stage(String key, byte[] body) {
        if (staged) {
            store.put(BlobKey.of(key), Content.of(body), PutOptions.REPLACE);
        }
        return staged;
    }

    /** Sets aside what is of no use, with the reason beside it. */
    void quarantine(AppKeys keys, String id, String staging, byte[] body, String reason) {
        store.put(keys.quarantined(id), Content.of(body), PutOptions.REPLACE);
        store.put(keys.quarantineReason(id), Content.of(reason + "\n"), PutOptions.REPLACE);
        if (!staging.isEmpty()) {
            store.delete(BlobKey.of(staging));
        }
    }

    /** Sets aside an upload that was stored. Its profile stays where uploads are, so that it is not taken in again. */
    void quarantine(AppKeys keys, String id, String reason) {
        Optional<Segment> segment = segments.find(keys, id);
        store.get(keys.upload(id))
                .map(blob -> blob.bytes(LARGEST))
                .ifPresent(body -> quarantine(
                        keys, id, segment.map(found -> found.facts().staging()).orElse(""), body, reason));
        segments.delete(keys, id);
    }
}
