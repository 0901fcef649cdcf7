package dev.hone.pgo;

import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes the blobs of a deleted app. What was received after the deletion stays, also while this goes on. */
final class Deletion {
    private static final Duration MOST_SKEW = Duration.ofDays(2);

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
                        : before.deletedAt(time, by));
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
            boolean old = segments.readable(keys, id)
                    .filter(segment -> segment.isSince(deleted))
                    .isEmpty();
            if (!kept.contains(id) && old) {
                segments.deleteOld(keys, id, deleted);
            }
        }
        for (String name : names(keys.foreignPrefix())) {
            String last = head.foreign().last();
            if (last == null || !name.equals(keys.foreignEdges(last).value())) {
                store.delete(BlobKey.of(name));
            }
        }
        cleanProfiles(keys, deleted);
        cleanGenerations(keys, head);
        cleanPublished(app, head);
    }

    /** Profiles that neither count nor wait. Their times are the store's, whose clock may be off by a day. */
    private void cleanProfiles(AppKeys keys, Instant deleted) {
        List<BlobKey> old = store.stream(Listing.of(keys.uploadsPrefix()))
                .filter(Entry.Item.class::isInstance)
                .map(Entry.Item.class::cast)
                .filter(item -> item.lastModified().isBefore(deleted.plus(MOST_SKEW)))
                .map(Entry.Item::key)
                .toList();
        Set<String> counted =
                old.isEmpty() ? Set.of() : Contention.retried(() -> segments.counted(keys, heads.of(keys.app())));
        for (BlobKey key : old) {
            String id = key.value().substring(keys.uploadsPrefix().length());
            if (!counted.contains(id) && segments.fresh(keys, id).isEmpty()) {
                store.delete(key);
            }
        }
    }

    private void cleanGenerations(AppKeys keys, Head head) {
        for (String name : names(keys.generationsPrefix())) {
            String rest = name.substring(keys.generationsPrefix().length());
            int number = Integer.parseInt(rest.substring(0, rest.indexOf('/')));
            if (number <= head.lastDeleted() && head.generation(number).isEmpty()) {
                store.delete(BlobKey.of(name));
            }
        }
    }

    /** Removes the published profile of a deleted app; what others wrote since then is left for us to take in. */
    void cleanPublished(AppName app, Head head) {
        Instant deleted = head.deleted();
        if (deleted == null || !head.generations().isEmpty()) {
            return;
        }
        AppKeys keys = new AppKeys(app);
        Optional<BlobInfo> published = store.head(keys.published());
        if (published.isPresent() && isOld(keys, published.get(), head, deleted)) {
            store.delete(keys.published());
        }
    }

    private boolean isOld(AppKeys keys, BlobInfo published, Head head, Instant deleted) {
        return copy.ourDigest(keys, published, head).isPresent()
                || !published.lastModified().isAfter(deleted);
    }

    private List<String> names(String prefix) {
        return store.stream(Listing.of(prefix)).map(Entry::name).toList();
    }
}
