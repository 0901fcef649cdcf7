package dev.hone.pgo;

import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes the blobs of a deleted app. What was received after the deletion stays, also while this goes on. */
final class Deletion {
    private final BlobStore store;
    private final Heads heads;
    private final SegmentStore segments;
    private final PublishedCopy copy;

    Deletion(BlobStore store, Heads heads, SegmentStore segments, PublishedCopy copy) {
        this.store = store;
        this.heads = heads;
        this.segments = segments;
        this.copy = copy;
    }

    /** Deletes an app as of a time; later deletions stand. */
    void delete(AppName app, Instant time, String by) {
        Head head = heads.change(
                app,
                before -> before.deleted() != null && !time.isAfter(before.deleted())
                        ? before
                        : before.deletedAt(time).decided(new Decision(time, "delete", 0, List.of(), by)));
        clean(app, head);
    }

    /** Removes what was there before the last deletion. */
    void clean(AppName app, Head head) {
        Instant deleted = head.deleted();
        if (deleted == null) {
            return;
        }
        AppKeys keys = new AppKeys(app);
        for (String name : names(keys.stagingPrefix())) {
            AppKeys.received(name)
                    .filter(time -> !time.isAfter(deleted))
                    .ifPresent(time -> store.delete(BlobKey.of(name)));
        }
        Set<String> kept = head.segments().stream().map(SegmentEntry::id).collect(Collectors.toSet());
        for (String name : names(keys.segmentsPrefix())) {
            String id = name.substring(keys.segmentsPrefix().length());
            boolean old = segments.find(keys, id)
                    .filter(segment ->
                            Instant.ofEpochSecond(0, segment.facts().received()).isAfter(deleted))
                    .isEmpty();
            if (!kept.contains(id) && old) {
                segments.delete(keys, id);
            }
        }
        cleanProfiles(keys, head, deleted);
    }

    private void cleanProfiles(AppKeys keys, Head head, Instant deleted) {
        deleteOld(keys.uploadsPrefix(), deleted);
        deleteOld(keys.generationsPrefix(), deleted);
        Optional<BlobInfo> published = store.head(keys.published());
        if (published.isPresent()
                && head.find(Selection.stable()).isEmpty()
                && isOld(keys, published.get(), head, deleted)) {
            store.delete(keys.published());
        }
    }

    private boolean isOld(AppKeys keys, BlobInfo published, Head head, Instant deleted) {
        return copy.ourDigest(keys, published, head).isPresent()
                || !published.lastModified().isAfter(deleted);
    }

    private void deleteOld(String prefix, Instant deleted) {
        List<Entry> entries = store.stream(Listing.of(prefix)).toList();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Item item && !item.lastModified().isAfter(deleted)) {
                store.delete(item.key());
            }
        }
    }

    private List<String> names(String prefix) {
        return store.stream(Listing.of(prefix)).map(Entry::name).toList();
    }
}
