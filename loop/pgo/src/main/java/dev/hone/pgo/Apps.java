package dev.hone.pgo;

import dev.hone.base.TaskScope;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** What apps there are. Neither listing nor deleting looks at the blobs of other apps. */
final class Apps {
    private static final int SIDE_BY_SIDE = 32;

    /** What is called later than this is no time. */
    private static final Duration MOST_AHEAD = Duration.ofDays(2);

    private final BlobStore store;
    private final Heads heads;
    private final SegmentStore segments;
    private final Announcer announcer;
    private final InstantSource clock;
    private final ThreadFactory threads;

    Apps(Parts parts) {
        this.store = parts.store();
        this.heads = parts.heads();
        this.segments = parts.segments();
        this.announcer = parts.announcer();
        this.clock = parts.surroundings().clock();
        this.threads = parts.surroundings().threads();
    }

    /** The names of all apps of which anything is stored, sorted. */
    List<AppName> names() {
        return store.stream(Listing.folders(""))
                .filter(Entry.Folder.class::isInstance)
                .map(entry -> entry.name().substring(0, entry.name().length() - 1))
                .filter(AppName::isName)
                .map(AppName::of)
                .toList();
    }

    /** The apps that have a published profile, sorted by name. */
    List<AppSummary> published() {
        List<AppSummary> found = new ArrayList<>();
        List<AppName> names = names();
        for (int from = 0; from < names.size(); from += SIDE_BY_SIDE) {
            found.addAll(published(names.subList(from, Math.min(names.size(), from + SIDE_BY_SIDE))));
        }
        return List.copyOf(found);
    }

    private List<AppSummary> published(List<AppName> names) {
        try (TaskScope scope = new TaskScope(threads)) {
            List<TaskScope.Fork<Optional<AppSummary>>> asked = names.stream()
                    .map(name -> scope.fork(() -> published(name)))
                    .toList();
            scope.join();
            return asked.stream().flatMap(fork -> fork.result().stream()).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgoException(PgoError.INTERRUPTED, "listing apps was interrupted", e);
        }
    }

    /** The published profile of an app; empty when there is none. */
    Optional<AppSummary> published(AppName app) {
        Optional<BlobInfo> info = store.head(new AppKeys(app).published());
        return info.map(found -> new AppSummary(app, found.size(), found.lastModified()));
    }

    /**
     * Deletes an app: from now on nothing that was received before counts. Its blobs go when a worker gets to it.
     *
     * @return whether there was anything to delete
     */
    boolean delete(AppName app, String by) {
        boolean there = published(app).isPresent()
                || heads.find(app).filter(head -> !head.segments().isEmpty()).isPresent();
        if (there) {
            Instant time = deletion(new AppKeys(app));
            heads.change(app, head -> head.deletedAt(time, by));
            announcer.announce(Announcer.Type.DELETED, app, UploadKeys.NONE, 0);
        }
        return there;
    }

    /** Now, or later if something was received already that a clock ahead of ours gave a later time. */
    private Instant deletion(AppKeys keys) {
        Instant now = clock.instant();
        Stream<Instant> staged = store.stream(Listing.of(keys.stagingPrefix()))
                .flatMap(entry -> AppKeys.received(entry.name()).stream());
        Stream<Instant> stored = store.stream(Listing.of(keys.segmentsPrefix()))
                .map(entry -> entry.name().substring(keys.segmentsPrefix().length()))
                .flatMap(id -> segments.readable(keys, id).map(Segment::received).stream());
        return Stream.concat(staged, stored)
                .filter(time -> time.isBefore(now.plus(MOST_AHEAD)))
                .reduce(now, (a, b) -> a.isAfter(b) ? a : b);
    }
}
