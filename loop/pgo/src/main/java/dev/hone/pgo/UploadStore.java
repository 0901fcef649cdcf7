package dev.hone.pgo;

import dev.hone.base.TaskScope;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import java.time.Instant;
import java.util.LinkedHashMap;
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
 *
 * Whether the profile is new is not asked before: it is stored if absent, and that tells. One that was here may be of a
 * request at this moment, which counts on the segment that is there, or have been taken in long ago: beside it stands when
 * its segment was received. If that is another segment than ours, ours and its staging blob are removed again.
 */
final class UploadStore {
    private static final int LARGEST = 256 << 20;
    private static final String RECEIVED = "hone-received";

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

    /**
     * How storing an upload ended.
     *
     * @param segment of it, which may be another's who was first
     * @param wasHere whether the profile was here already
     */
    record Stored(Segment segment, boolean wasHere) {}

    /**
     * Stores an upload.
     *
     * @param deleted when the app was last deleted: a profile that is here may be of before, so the caller has looked
     */
    Stored put(AppKeys keys, String id, Segment segment, @Nullable Instant deleted, byte[] body) {
        String staging = segment.facts().staging();
        Segment stored = putParts(keys, id, segment, deleted, body);
        boolean ours = stored.facts().staging().equals(staging);
        if (!ours) {
            if (deleted == null && find(keys, id).isPresent()) {
                unstage(staging);
                return new Stored(stored, true);
            }
            // A twin of this request was first, or one that broke off before us: its staging blob is the one that
            // counts.
            stage(stored.facts().staging(), body);
            unstage(staging);
        }
        if (deleted != null) {
            putProfile(keys, id, stored, body);
            return new Stored(stored, false);
        }
        Optional<BlobInfo> there = putNewProfile(keys, id, stored, body);
        if (ours && there.isPresent() && isOfAnother(there.get(), stored)) {
            unstage(staging);
            segments.delete(keys, id);
        }
        return new Stored(stored, there.isPresent());
    }

    private Segment putParts(AppKeys keys, String id, Segment segment, @Nullable Instant deleted, byte[] body) {
        try (TaskScope scope = new TaskScope(threads)) {
            TaskScope.Fork<Segment> first = scope.fork(() -> segments.putFirst(keys, id, segment, deleted));
            stage(segment.facts().staging(), body);
            scope.join();
            return first.result();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgoException(PgoError.INTERRUPTED, "storing an upload was interrupted", e);
        }
    }

    /** Whether a profile was stored with another segment than this one; one that does not say may be of a twin. */
    private static boolean isOfAnother(BlobInfo profile, Segment segment) {
        return profile.metadata()
                .value(RECEIVED)
                .filter(received -> !received.equals(received(segment)))
                .isPresent();
    }

    private static String received(Segment segment) {
        return String.valueOf(segment.facts().received());
    }

    /** Stores an upload whose staging blob is there. */
    void putStaged(AppKeys keys, String id, Segment segment, @Nullable Instant deleted, byte[] body) {
        putProfile(keys, id, segments.putFirst(keys, id, segment, deleted), body);
    }

    private void putProfile(AppKeys keys, String id, Segment segment, byte[] body) {
        store.put(keys.upload(id), Content.of(body), PutOptions.REPLACE.with(words(segment)));
    }

    /** Stores a profile unless it is here; gives back what is known of the one that is. */
    private Optional<BlobInfo> putNewProfile(AppKeys keys, String id, Segment segment, byte[] body) {
        PutOptions options = PutOptions.IF_ABSENT.with(words(segment));
        while (!(store.put(keys.upload(id), Content.of(body), options) instanceof PutOutcome.Stored)) {
            Optional<BlobInfo> there = find(keys, id);
            if (there.isPresent()) {
                return there;
            }
            // Somebody was about to store it, which says nothing of whether they will have.
        }
        return Optional.empty();
    }

    /** What a segment says of its upload stands beside the profile too: the segment may be lost. */
    private static Map<String, String> words(Segment segment) {
        Map<String, String> words = new LinkedHashMap<>(segment.facts().group().metadata());
        words.put(RECEIVED, received(segment));
        return words;
    }

    /** Stores the segment of an upload whose profile is there. */
    void putSegment(AppKeys keys, String id, Segment segment, @Nullable Instant deleted) {
        segments.putFirst(keys, id, segment, deleted);
    }

    private void stage(String key, byte[] body) {
        if (staged) {
            store.put(BlobKey.of(key), Content.of(body), PutOptions.REPLACE);
        }
    }

    private void unstage(String key) {
        if (staged) {
            store.delete(BlobKey.of(key));
        }
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
