package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what events did not tell of: uploads that nobody folded, and blobs that nothing names any more. */
/*
 * A blob that nothing names may be one that another process is just about to name. So it is removed only when this process
 * has seen it unnamed for a while, by its own clock; times of the store, which may be a day off, are not looked at. A clock
 * that jumps tells of time that has not passed, so what lies between two looks counts as a minute at most.
 */
final class Sweeper {
    /** An upload that was just stored is about to be told of by an event. */
    private static final Duration UNTOLD = Duration.ofSeconds(20);

    private static final Duration UNNAMED = Duration.ofMinutes(15);
    private static final Duration MOST_BETWEEN = Duration.ofMinutes(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final Heads heads;
    private final SegmentStore segments;
    private final Uploads uploads;
    private final Folding folding;
    private final InstantSource clock;
    private final PgoListener listener;
    private final Quarantine quarantine;
    private final Map<String, Sighting> unnamed = new HashMap<>();
    private final Set<AppName> begun = new HashSet<>();

    /** That a blob was seen without a name: last when, and for how long by then. */
    private record Sighting(Instant at, Duration age) {
        Sighting again(Instant now) {
            Duration since = Duration.between(at, now);
            Duration passed = since.compareTo(MOST_BETWEEN) > 0 ? MOST_BETWEEN : since;
            return new Sighting(now, passed.isNegative() ? age : age.plus(passed));
        }
    }

    Sweeper(Parts parts) {
        this.store = parts.store();
        this.heads = parts.heads();
        this.segments = parts.segments();
        this.uploads = parts.uploads();
        this.folding = parts.folding();
        this.clock = parts.surroundings().clock();
        this.listener = parts.listener();
        this.quarantine = new Quarantine(parts.store(), parts.listener());
    }

    /** Goes through the blobs of one app; gives back the ids of uploads that are to be folded. */
    Set<String> sweep(AppName app) {
        AppKeys keys = new AppKeys(app);
        Head head = heads.of(app);
        Set<String> seen = new HashSet<>();
        // What was received before this process listened, no event will tell it of.
        Duration untold = begun.add(app) ? Duration.ofNanos(-1) : UNTOLD;
        Set<String> pending = new HashSet<>(pendingSegments(keys, head, untold, seen));
        pending.addAll(adoptStaged(keys, untold));
        removeUnnamedGenerations(keys, head, seen);
        forgetNamed(app, seen);
        return pending;
    }

    /** The ids of all uploads that are stored and not folded, also of those that an event is about to tell of. */
    Set<String> waiting(AppName app) {
        AppKeys keys = new AppKeys(app);
        Head head = heads.of(app);
        return names(keys.segmentsPrefix()).stream()
                .map(name -> name.substring(keys.segmentsPrefix().length()))
                .filter(id -> current(keys, head, id)
                        .filter(segment -> waits(keys, head, id, segment))
                        .isPresent())
                .collect(Collectors.toSet());
    }

    /** Segments that the head does not name: uploads that wait, and what is left over. */
    private List<String> pendingSegments(AppKeys keys, Head head, Duration untold, Set<String> seen) {
        Set<String> named = head.segments().stream().map(SegmentEntry::id).collect(Collectors.toSet());
        List<String> pending = new ArrayList<>();
        for (String name : names(keys.segmentsPrefix())) {
            String id = name.substring(keys.segmentsPrefix().length());
            if (named.contains(id)) {
                continue;
            }
            Optional<Segment> segment = current(keys, head, id);
            boolean waits =
                    segment.isPresent() && isOlderThan(untold, segment.get()) && waits(keys, head, id, segment.get());
            if (waits) {
                pending.add(id);
            } else if (isLeftOver(name, seen)) {
                removeLeftOver(keys, id, segment.orElse(null));
            }
        }
        return pending;
    }

    /** A segment as it is now; one that is kept in memory from before a deletion may have been replaced. */
    private Optional<Segment> current(AppKeys keys, Head head, String id) {
        Optional<Segment> segment = segments.find(keys, id);
        return segment.isPresent() && !segment.get().isSince(head.deleted()) ? segments.fresh(keys, id) : segment;
    }

    /** Whether a segment is of an upload that was acknowledged and is not counted. */
    private boolean waits(AppKeys keys, Head head, String id, Segment segment) {
        return segment.facts().level() == 0
                && store.head(keys.upload(id)).isPresent()
                && !folding.isCounted(keys, head, segment);
    }

    private void removeLeftOver(AppKeys keys, String id, @Nullable Segment segment) {
        boolean complete = store.head(keys.upload(id)).isPresent();
        segments.delete(keys, id);
        if (!complete && segment != null && store.head(keys.upload(id)).isPresent()) {
            // It was sent again this very moment, and counts on the segment that was there.
            segments.putFirst(keys, id, segment, null);
            return;
        }
        listener.leftOverRemoved(keys.app(), keys.segment(id).value());
    }

    private boolean isOlderThan(Duration age, Segment segment) {
        Instant received = Instant.ofEpochSecond(0, segment.facts().received());
        // A clock that is behind does not make an upload wait for the day.
        Duration since = Duration.between(received, clock.instant());
        return since.compareTo(age) > 0 || since.isNegative();
    }

    /** Profiles that another program's server received, and ours whose event got lost. */
    private List<String> adoptStaged(AppKeys keys, Duration untold) {
        List<String> adopted = new ArrayList<>();
        for (String name : names(keys.stagingPrefix())) {
            Optional<Instant> received = AppKeys.received(name);
            Duration since = Duration.between(received.orElse(Instant.EPOCH), clock.instant());
            if (since.compareTo(untold) > 0 || since.isNegative()) {
                adopt(keys, name).ifPresent(adopted::add);
            }
        }
        return adopted;
    }

    /** The id of what is in a staging blob, which is taken in; empty when it is gone or refused. */
    Optional<String> adopt(AppKeys keys, String staging) {
        Optional<Blob> blob = store.get(BlobKey.of(staging));
        if (blob.isEmpty()) {
            return Optional.empty();
        }
        long size = blob.get().length();
        if (size > LARGEST) {
            blob.get().close();
            String name = "staging-" + staging.substring(keys.stagingPrefix().length());
            String reason = "it has " + size + " bytes; " + LARGEST + " are the most";
            quarantine.copy(keys, BlobKey.of(staging), name, reason);
            store.delete(BlobKey.of(staging));
            return Optional.empty();
        }
        byte[] body = blob.get().bytes(LARGEST);
        try {
            String id = uploads.adopt(keys.app(), staging, body);
            Optional<Segment> segment = segments.find(keys, id);
            if (segment.isEmpty() || !segment.get().facts().staging().equals(staging)) {
                // Counted already, or a twin that a request which broke off left: folding removes the other one.
                store.delete(BlobKey.of(staging));
            }
            return segment.map(found -> id);
        } catch (PgoException e) {
            if (e.error() != PgoError.REFUSED_PROFILE && e.error() != PgoError.TOO_LARGE) {
                throw e;
            }
            uploads.quarantine(keys.app(), staging, body, e);
            return Optional.empty();
        }
    }

    private void removeUnnamedGenerations(AppKeys keys, Head head, Set<String> seen) {
        for (String folder : folders(keys.generationsPrefix())) {
            String number = folder.substring(keys.generationsPrefix().length(), folder.length() - 1);
            boolean named = head.generations().stream()
                    .anyMatch(entry -> String.valueOf(entry.number()).equals(number));
            if (!named && isLeftOver(folder, seen)) {
                names(folder).forEach(name -> store.delete(BlobKey.of(name)));
                listener.leftOverRemoved(keys.app(), folder);
            }
        }
    }

    /** Whether a blob was without a name for long enough to be removed. */
    private boolean isLeftOver(String name, Set<String> seen) {
        seen.add(name);
        Instant now = clock.instant();
        Sighting sighting = unnamed.compute(
                name, (found, before) -> before == null ? new Sighting(now, Duration.ZERO) : before.again(now));
        return sighting.age().compareTo(UNNAMED) >= 0;
    }

    private void forgetNamed(AppName app, Set<String> seen) {
        String prefix = new AppKeys(app).prefix();
        unnamed.keySet().removeIf(name -> name.startsWith(prefix) && !seen.contains(name));
    }

    /**
     * Removes what is too old to count, segments and profiles, and the oldest profiles of more than there is room for.
     *
     * @param mostBytes of profiles as they were received; those of the last day stay all the same
     */
    void expire(AppName app, Duration window, long mostBytes) {
        AppKeys keys = new AppKeys(app);
        Instant now = clock.instant();
        LocalDate first = LocalDate.ofInstant(now.minus(window), ZoneOffset.UTC);
        List<SegmentEntry> old = heads.of(app).segments().stream()
                .filter(entry -> entry.group().day().isBefore(first))
                .toList();
        if (!old.isEmpty()) {
            heads.change(app, head -> {
                List<SegmentEntry> kept = new ArrayList<>(head.segments());
                kept.removeAll(old);
                return head.withSegments(kept, head.versions());
            });
            old.forEach(entry -> segments.delete(keys, entry.id()));
        }
        removeProfiles(keys, now, window, mostBytes);
    }

    /**
     * Removes the oldest profiles. Longer than the window by a day, so that an upload that counts is not sent again as a new
     * one; and never one that waits to be counted, because it could not be made again.
     */
    private void removeProfiles(AppKeys keys, Instant now, Duration window, long mostBytes) {
        Set<String> named =
                heads.of(keys.app()).segments().stream().map(SegmentEntry::id).collect(Collectors.toSet());
        Set<String> waiting = names(keys.segmentsPrefix()).stream()
                .map(name -> name.substring(keys.segmentsPrefix().length()))
                .filter(id -> !named.contains(id))
                .collect(Collectors.toSet());
        List<Entry.Item> newestFirst = store.stream(Listing.of(keys.uploadsPrefix()))
                .filter(Entry.Item.class::isInstance)
                .map(Entry.Item.class::cast)
                .filter(item -> !waiting.contains(
                        item.name().substring(keys.uploadsPrefix().length())))
                .sorted(Comparator.comparing(Entry.Item::lastModified).reversed())
                .toList();
        long bytes = 0;
        for (Entry.Item item : newestFirst) {
            bytes += item.size();
            boolean old = item.lastModified().plus(window).plus(A_DAY).isBefore(now);
            boolean tooMuch =
                    bytes > mostBytes && item.lastModified().plus(A_DAY).isBefore(now);
            if (old || tooMuch) {
                store.delete(item.key());
            }
        }
    }

    private List<String> names(String prefix) {
        return store.stream(Listing.of(prefix)).map(Entry::name).toList();
    }

    private List<String> folders(String prefix) {
        return store.stream(Listing.folders(prefix))
                .filter(Entry.Folder.class::isInstance)
                .map(Entry::name)
                .toList();
    }
}
