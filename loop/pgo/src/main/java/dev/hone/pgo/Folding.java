package dev.hone.pgo;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds uploads to the state of their app, each once, however often and by however many it is asked. */
final class Folding {
    /** All weights of an app together stay below this, so that no sum of them can overflow. */
    private static final long MOST_WEIGHT = 1L << 60;

    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final Heads heads;
    private final SegmentStore segments;
    private final boolean mixed;

    /**
     * Folds for a store.
     *
     * @param mixed whether workers of another program may work on it too
     */
    Folding(BlobStore store, Heads heads, SegmentStore segments, boolean mixed) {
        this.store = store;
        this.heads = heads;
        this.segments = segments;
        this.mixed = mixed;
    }

    /**
     * What folding did.
     *
     * @param head after it
     * @param folded ids that are new in it
     * @param refused ids that cannot be added, because the sum would overflow
     */
    record Outcome(Head head, List<String> folded, List<String> refused) {}

    /** Folds uploads whose segments are stored; those that are not are passed over: somebody has been here. */
    Outcome fold(AppName app, Collection<String> ids) {
        AppKeys keys = new AppKeys(app);
        List<Segment> pending = new ArrayList<>();
        for (String id : new HashSet<>(ids)) {
            segments.find(keys, id).ifPresent(pending::add);
        }
        if (pending.isEmpty()) {
            return new Outcome(heads.of(app), List.of(), List.of());
        }
        List<String> mergedElsewhere = mergedElsewhere(pending);
        List<String> folded = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Head after = Contention.retried(() -> heads.change(app, head -> {
            folded.clear();
            refused.clear();
            Head next = with(keys, head, pending, folded, refused);
            return next.withForeign(next.foreign()
                    .andElsewhere(
                            mergedElsewhere.stream().filter(folded::contains).toList()));
        }));
        pending.stream()
                .filter(segment -> !refused.contains(segment.uploads().getFirst()))
                .map(segment -> segment.facts().staging())
                .filter(staging -> !staging.isEmpty())
                .forEach(staging -> store.delete(BlobKey.of(staging)));
        return new Outcome(after, List.copyOf(folded), List.copyOf(refused));
    }

    /** Another program's worker has merged an upload when its staging blob is gone before we counted it. */
    private List<String> mergedElsewhere(List<Segment> pending) {
        return pending.stream()
                .filter(segment -> mixed && !segment.facts().staging().isEmpty())
                .filter(segment ->
                        store.head(BlobKey.of(segment.facts().staging())).isEmpty())
                .map(segment -> segment.uploads().getFirst())
                .toList();
    }

    /** Another program's worker says that it merged what is in this staging blob, which it leaves to us to remove. */
    void mergedElsewhere(AppName app, String staging) {
        AppKeys keys = new AppKeys(app);
        Optional<Segment> ours = store.get(BlobKey.of(staging))
                .filter(blob -> blob.length() <= LARGEST)
                .map(blob -> Sha256.of(blob.bytes(LARGEST)))
                .flatMap(id -> segments.find(keys, id));
        if (ours.isPresent()) {
            String id = ours.get().uploads().getFirst();
            fold(app, List.of(id));
            heads.change(
                    app,
                    head -> head.foreign().elsewhere().contains(id)
                            ? head
                            : head.withForeign(head.foreign().andElsewhere(List.of(id))));
        }
        store.delete(BlobKey.of(staging));
    }

    private Head with(AppKeys keys, Head head, List<Segment> pending, List<String> folded, List<String> refused) {
        List<SegmentEntry> entries = new ArrayList<>(head.segments());
        SortedMap<String, Instant> versions = new TreeMap<>(head.versions());
        long weight = entries.stream().mapToLong(SegmentEntry::weight).sum();
        for (Segment found : pending) {
            Segment segment = current(keys, head, found);
            String id = segment.uploads().getFirst();
            if (isCounted(keys, head, segment)) {
                continue;
            }
            if (weight > MOST_WEIGHT - segment.facts().weight()) {
                refused.add(id);
                continue;
            }
            weight += segment.facts().weight();
            entries.add(segment.entry(id));
            versions.merge(segment.facts().group().version(), segment.received(), (a, b) -> a.isBefore(b) ? a : b);
            folded.add(id);
        }
        return folded.isEmpty() ? head : head.withSegments(entries, versions);
    }

    /** The segment that took the place of one from before a deletion, if the same bytes were sent again after it. */
    private Segment current(AppKeys keys, Head head, Segment found) {
        return found.isSince(head.deleted())
                ? found
                : segments.fresh(keys, found.uploads().getFirst()).orElse(found);
    }

    /** Whether the segment of an upload is to be left alone: the head counts it, or it is from before a deletion. */
    boolean isCounted(AppKeys keys, Head head, Segment segment) {
        return !segment.isSince(head.deleted())
                || isIn(keys, head, segment.uploads().getFirst());
    }

    /**
     * Whether the head counts this upload already. Of all groups: the same bytes may be sent again on another day and with
     * other words, when their profile is no longer kept.
     */
    private boolean isIn(AppKeys keys, Head head, String id) {
        for (SegmentEntry entry : head.segments()) {
            if (entry.id().equals(id)) {
                return true;
            }
            if (entry.level() > 0) {
                Segment compacted = segments.find(keys, entry.id()).orElseThrow(() -> Contention.gone(entry.id()));
                if (Collections.binarySearch(compacted.uploads(), id) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
