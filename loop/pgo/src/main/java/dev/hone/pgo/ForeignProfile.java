package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.StoredEdges;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Takes in a {@code default.pgo} that another program wrote, as if what it merged had been uploaded here. */
/*
 * The edges of what was taken in are kept under a name of their own, to which the head moves on in the swap that counts
 * the difference: so a crash leaves both done or none. The swap is made only if nobody else took in anything meanwhile.
 */
final class ForeignProfile {
    static final String FLAG = "FOREIGN";
    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final Heads heads;
    private final SegmentStore segments;
    private final PublishedCopy copy;
    private final Gate gate;
    private final ForeignMerge merge;
    private final Quarantine quarantine;
    private final InstantSource clock;

    ForeignProfile(Parts parts) {
        this.store = parts.store();
        this.heads = parts.heads();
        this.segments = parts.segments();
        this.copy = parts.copy();
        this.gate = parts.gate();
        this.merge = new ForeignMerge(parts);
        this.quarantine = new Quarantine(parts.store(), parts.listener());
        this.clock = parts.surroundings().clock();
    }

    /** What is there: the digest of its bytes, the version of its blob, and what it shows. */
    private record Found(String digest, String version, CheckedUpload upload) {}

    /** Whether there is what another program wrote and nobody took in. */
    boolean isWaiting(AppName app, Head head) {
        AppKeys keys = new AppKeys(app);
        return store.head(keys.published())
                .filter(info -> isNew(keys, info, head))
                .isPresent();
    }

    private boolean isNew(AppKeys keys, BlobInfo info, Head head) {
        return copy.ourDigest(keys, info, head).isEmpty()
                && !info.version().value().equals(head.foreign().taken());
    }

    /**
     * Takes in what is there, if it is another's and new; gives back the state after that.
     *
     * @param head in which all counts that was received: what the other program merged too is subtracted
     */
    Head takeIn(AppName app, Head head) {
        AppKeys keys = new AppKeys(app);
        Optional<Blob> blob = store.get(keys.published());
        if (blob.isEmpty()) {
            return head;
        }
        BlobInfo info = blob.get().info();
        if (!isNew(keys, info, head)) {
            blob.get().close();
            return head;
        }
        if (info.size() > LARGEST) {
            blob.get().close();
            return refused(keys, head, info, "it has " + info.size() + " bytes; " + LARGEST + " are the most");
        }
        byte[] bytes = blob.get().bytes(LARGEST);
        CheckedUpload upload;
        try {
            upload = gate.check(bytes);
        } catch (PgoException e) {
            return refused(keys, head, info, String.valueOf(e.getMessage()));
        }
        return takeIn(keys, head, new Found(Sha256.of(bytes), info.version().value(), upload));
    }

    /** Keeps what cannot be taken in: we may write over it from now on. */
    private Head refused(AppKeys keys, Head head, BlobInfo info, String reason) {
        String why = "default.pgo, which another program wrote: " + reason;
        String name = "foreign-" + Sha256.of(info.version().value().getBytes(StandardCharsets.UTF_8));
        quarantine.copy(keys, keys.published(), name, why);
        Decision decision = new Decision(clock.instant(), "refuse", 0, List.of(why), "hone");
        ForeignState state = new ForeignState(
                info.version().value(), List.of(), head.foreign().last());
        return heads.change(
                keys.app(),
                before -> isOfAnotherTime(head, before)
                        ? before
                        : before.withForeign(state).decided(decision));
    }

    private Head takeIn(AppKeys keys, Head head, Found found) {
        List<String> flags = new ArrayList<>(List.of(FLAG));
        EdgeMap merged = merge.of(keys, head, found.upload().edges(), flags);
        String id = id(head, found);
        byte[] edges = StoredEdges.of(found.upload().edges()).bytes();
        keep(keys, id, edges);
        List<SegmentEntry> added = merged.size() == 0
                ? List.of()
                : List.of(segments.putFirst(keys, id, segment(id, merged, found.upload(), flags), head.deleted())
                        .entry(id));
        ForeignState state = new ForeignState(found.version(), List.of(), id);
        Head after = heads.change(keys.app(), before -> {
            if (isOfAnotherTime(head, before)) {
                return before;
            }
            List<SegmentEntry> all = new ArrayList<>(before.segments());
            all.addAll(added);
            return before.withSegments(all, before.versions()).withForeign(state);
        });
        if (after.foreign().equals(state)) {
            // Cleaning up after a deletion may have taken it for something older.
            keep(keys, id, edges);
            String last = head.foreign().last();
            if (last != null && !last.equals(id)) {
                store.delete(keys.foreignEdges(last));
            }
        }
        return after;
    }

    private void keep(AppKeys keys, String id, byte[] edges) {
        store.put(keys.foreignEdges(id), Content.of(edges), PutOptions.IF_ABSENT);
    }

    /** Names what was found and all that the difference depends on, so that another difference has another name. */
    private static String id(Head head, Found found) {
        ForeignState before = head.foreign();
        String all = String.join(
                " ",
                found.digest(),
                found.version(),
                before.taken(),
                before.elsewhere().toString());
        return Sha256.of((all + " " + before.last()).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the app was deleted or somebody took in something since a head was read. */
    private static boolean isOfAnotherTime(Head read, Head now) {
        return !Objects.equals(read.deleted(), now.deleted()) || !read.foreign().equals(now.foreign());
    }

    private Segment segment(String id, EdgeMap edges, CheckedUpload upload, List<String> flags) {
        Instant now = clock.instant();
        double share = (double) edges.total() / upload.edges().total();
        Segment.Facts facts = new Segment.Facts(
                new Group(LocalDate.ofInstant(now, ZoneOffset.UTC), "", ""),
                0,
                Math.round(upload.samples() * share),
                edges.total(),
                ChronoUnit.NANOS.between(Instant.EPOCH, now),
                "",
                flags,
                Evidence.NONE);
        return Segment.of(facts, List.of(id), edges);
    }
}
