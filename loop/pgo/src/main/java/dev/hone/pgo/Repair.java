package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.blob.PutOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes up for segments that are damaged or gone: what was in them counts again, from the profiles as they were received. */
/*
 * First the segments of single uploads are made anew, then the head lets go of the broken one, then the uploads are folded.
 * A crash between these leaves uploads that wait, or uploads with neither a segment nor a place in the head; the next repair
 * finds them. Uploads are listed before segments and segments before the head is read, so one that another process folds
 * meanwhile is seen in one of them.
 */
final class Repair {
    private static final int LARGEST = 256 << 20;
    private static final Duration MOST_SKEW = Duration.ofDays(1);

    private final BlobStore store;
    private final Heads heads;
    private final SegmentStore segments;
    private final Uploads uploads;
    private final InstantSource clock;
    private final PgoListener listener;

    Repair(Parts parts) {
        this.store = parts.store();
        this.heads = parts.heads();
        this.segments = parts.segments();
        this.uploads = parts.uploads();
        this.clock = parts.surroundings().clock();
        this.listener = parts.listener();
    }

    /**
     * Looks through all segments and uploads of an app.
     *
     * @param window how far back uploads count
     * @return ids of uploads that are to be folded
     */
    Set<String> mend(AppName app, Duration window) {
        AppKeys keys = new AppKeys(app);
        List<Entry.Item> profiles = store.stream(Listing.of(keys.uploadsPrefix()))
                .filter(Entry.Item.class::isInstance)
                .map(Entry.Item.class::cast)
                .toList();
        Set<String> waiting = waiting(keys);
        Head head = heads.of(app);
        List<SegmentEntry> broken = broken(keys, head);
        Set<String> counted = segments.counted(keys, head.withSegments(without(head, broken), head.versions()));
        Set<String> rebuilt = new LinkedHashSet<>();
        LocalDate first = LocalDate.ofInstant(clock.instant().minus(window), ZoneOffset.UTC);
        for (Entry.Item profile : profiles) {
            String id = profile.key().value().substring(keys.uploadsPrefix().length());
            boolean placed = waiting.contains(id) || counted.contains(id);
            if (!placed
                    && isWanted(keys, head, profile, id)
                    && rebuild(keys, profile, group(broken, id).orElse(null), first)) {
                rebuilt.add(id);
            }
        }
        if (!broken.isEmpty()) {
            letGo(keys, broken, rebuilt.size());
        }
        return rebuilt;
    }

    /** The uploads that have a segment of their own which can be read; what cannot be read is set aside. */
    private Set<String> waiting(AppKeys keys) {
        Set<String> waiting = new HashSet<>();
        List<String> names =
                store.stream(Listing.of(keys.segmentsPrefix())).map(Entry::name).toList();
        for (String name : names) {
            String id = name.substring(keys.segmentsPrefix().length());
            if (segments.readable(keys, id).isPresent()) {
                waiting.add(id);
            } else {
                quarantine(keys, id);
            }
        }
        return waiting;
    }

    private void quarantine(AppKeys keys, String id) {
        Optional<byte[]> bytes = store.get(keys.segment(id)).map(blob -> blob.bytes(LARGEST));
        if (bytes.isEmpty()) {
            return;
        }
        String reason = "segment " + id + " is damaged; its uploads are counted anew from their profiles";
        store.put(keys.damagedSegment(id), Content.of(bytes.get()), PutOptions.REPLACE);
        store.put(BlobKey.of(keys.damagedSegment(id) + ".txt"), Content.of(reason + "\n"), PutOptions.REPLACE);
        segments.delete(keys, id);
        listener.quarantined(keys.app(), id, reason);
    }

    private List<SegmentEntry> broken(AppKeys keys, Head head) {
        List<SegmentEntry> missing = head.segments().stream()
                .filter(entry -> segments.readable(keys, entry.id()).isEmpty())
                .toList();
        // One that was compacted since the head was read is not missed.
        List<SegmentEntry> now =
                missing.isEmpty() ? List.of() : heads.of(keys.app()).segments();
        return missing.stream().filter(now::contains).toList();
    }

    private static List<SegmentEntry> without(Head head, List<SegmentEntry> broken) {
        List<SegmentEntry> kept = new ArrayList<>(head.segments());
        kept.removeAll(broken);
        return kept;
    }

    /** Whether it should count: it was not set aside, and it came after the last deletion as far as one can know. */
    private boolean isWanted(AppKeys keys, Head head, Entry.Item profile, String id) {
        Instant deleted = head.deleted();
        return (deleted == null || profile.lastModified().isAfter(deleted))
                && store.head(keys.quarantined(id)).isEmpty();
    }

    /** What the uploads of a broken segment have in common; empty when it is not known which one it was. */
    private static Optional<Group> group(List<SegmentEntry> broken, String id) {
        Set<Group> groups = broken.stream()
                .filter(entry -> entry.level() > 0 || entry.id().equals(id))
                .map(SegmentEntry::group)
                .collect(Collectors.toSet());
        return groups.size() == 1 ? groups.stream().findFirst() : Optional.empty();
    }

    private boolean rebuild(AppKeys keys, Entry.Item profile, @Nullable Group supposed, LocalDate first) {
        Optional<Blob> blob = store.get(profile.key());
        if (blob.isEmpty()) {
            return false;
        }
        Group group = Group.of(blob.get().info().metadata()).orElse(supposed);
        byte[] body = blob.get().bytes(LARGEST);
        Instant latest = clock.instant().plus(MOST_SKEW);
        Instant received = profile.lastModified().isAfter(latest) ? latest : profile.lastModified();
        try {
            return uploads.rebuild(keys, body, received, group, first);
        } catch (PgoException e) {
            if (e.error() != PgoError.REFUSED_PROFILE && e.error() != PgoError.TOO_LARGE) {
                throw e;
            }
            uploads.quarantine(keys.app(), "", body, e);
            return false;
        }
    }

    private void letGo(AppKeys keys, List<SegmentEntry> broken, int rebuilt) {
        int lost = broken.stream().mapToInt(SegmentEntry::uploads).sum();
        String reason = "DAMAGED: " + broken.size() + " segments of " + lost + " uploads could not be read; " + rebuilt
                + " uploads are counted anew from their profiles";
        Decision decision = new Decision(clock.instant(), "repair", 0, List.of(reason), "hone");
        heads.change(keys.app(), head -> {
            if (head.segments().stream().noneMatch(broken::contains)) {
                return head;
            }
            return head.withSegments(without(head, broken), head.versions()).decided(decision);
        });
        for (SegmentEntry entry : broken) {
            if (segments.readable(keys, entry.id()).isEmpty()) {
                segments.delete(keys, entry.id());
            }
        }
    }
}
