package dev.hone.pgo;

import dev.hone.base.TaskScope;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** What apps there are. Neither listing nor deleting looks at the blobs of other apps. */
final class Apps {
    private static final int SIDE_BY_SIDE = 32;

    private final BlobStore store;
    private final Heads heads;
    private final Announcer announcer;
    private final InstantSource clock;
    private final ThreadFactory threads;

    Apps(Parts parts) {
        this.store = parts.store();
        this.heads = parts.heads();
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
            Instant now = clock.instant();
            heads.change(app, head -> head.deletedAt(now).decided(new Decision(now, "delete", 0, List.of(), by)));
            announcer.announce(Announcer.Type.DELETED, app, UploadKeys.NONE, 0);
        }
        return there;
    }
}
