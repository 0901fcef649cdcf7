package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.gopgo.StoredEdges;
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
 * autopgo's worker merges an upload onto the default.pgo it finds, and writes the result over it. Edges add, so what it
 * merged is the exact difference to what it found. That was its own last result if there was one since we wrote, else one of
 * our generations, the newest most likely: the difference to any other has negative edges. Uploads that we count already
 * and that it merged too are known by their staging blob, which it removed before we folded them; they are subtracted.
 * A worker that also prunes leaves a difference that is negative in any case; then what is above our newest generation
 * counts, which is the best that can be said.
 */
final class ForeignProfile {
    static final String FLAG = "FOREIGN";
    private static final String INEXACT = "FOREIGN_INEXACT";
    private static final int MOST_BASES = 10;
    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final Heads heads;
    private final SegmentStore segments;
    private final PublishedCopy copy;
    private final Gate gate;
    private final InstantSource clock;
    private final long seed;

    ForeignProfile(Parts parts) {
        this.store = parts.store();
        this.heads = parts.heads();
        this.segments = parts.segments();
        this.copy = parts.copy();
        this.gate = parts.gate();
        this.clock = parts.surroundings().clock();
        this.seed = parts.seed();
    }

    /** Takes in what is there, if it is another's and new; gives back the state after that. */
    Head takeIn(AppName app, Head head) {
        AppKeys keys = new AppKeys(app);
        Optional<BlobInfo> info = store.head(keys.published());
        if (info.isEmpty()
                || copy.ourDigest(keys, info.get(), head).isPresent()
                || info.get().version().value().equals(head.foreign().taken())) {
            return head;
        }
        Optional<Blob> blob = store.get(keys.published());
        if (blob.isEmpty()) {
            return head;
        }
        String version = blob.get().info().version().value();
        byte[] bytes = blob.get().bytes(LARGEST);
        try {
            CheckedUpload upload = gate.check(bytes);
            return takeIn(keys, head, upload, Sha256.of(bytes), version);
        } catch (PgoException e) {
            Instant now = clock.instant();
            List<String> reasons = List.of("default.pgo, which another program wrote: " + e.getMessage());
            return heads.change(
                    app,
                    before -> isDeletedSince(head, before)
                            ? before
                            : before.withForeign(new ForeignState(version, List.of()))
                                    .decided(new Decision(now, "refuse", 0, reasons, "hone")));
        }
    }

    private Head takeIn(AppKeys keys, Head head, CheckedUpload upload, String id, String version) {
        List<String> flags = new ArrayList<>(List.of(FLAG));
        EdgeMap merged = difference(keys, head, upload.edges(), flags);
        for (String elsewhere : head.foreign().elsewhere()) {
            Optional<Segment> ours = segments.find(keys, elsewhere);
            if (ours.isPresent()) {
                EdgeMap rest = merged.minus(ours.get().edges().map());
                merged = isPart(rest) ? rest : merged;
            }
        }
        store.put(keys.foreignEdges(), Content.of(StoredEdges.of(upload.edges()).bytes()), PutOptions.REPLACE);
        ForeignState state = new ForeignState(version, List.of());
        if (merged.size() == 0) {
            return heads.change(
                    keys.app(), before -> isDeletedSince(head, before) ? before : before.withForeign(state));
        }
        Segment segment = segments.putFirst(keys, id, segment(id, merged, upload, flags), head.deleted());
        SegmentEntry entry = segment.entry(id);
        return heads.change(keys.app(), before -> {
            if (isDeletedSince(head, before)) {
                return before;
            }
            if (before.foreign().taken().equals(version) || before.segments().contains(entry)) {
                return before.withForeign(state);
            }
            List<SegmentEntry> all = new ArrayList<>(before.segments());
            all.add(entry);
            return before.withSegments(all, before.versions()).withForeign(state);
        });
    }

    private static boolean isDeletedSince(Head read, Head now) {
        return !Objects.equals(read.deleted(), now.deleted());
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
                flags);
        return Segment.of(facts, List.of(id), edges);
    }

    private EdgeMap difference(AppKeys keys, Head head, EdgeMap there, List<String> flags) {
        Optional<EdgeMap> last = store.get(keys.foreignEdges())
                .map(blob -> StoredEdges.of(blob.bytes(LARGEST)).map());
        if (last.isPresent() && isPart(there.minus(last.get()))) {
            return there.minus(last.get());
        }
        List<GenerationEntry> newestFirst = head.generations().reversed();
        for (GenerationEntry generation : newestFirst.subList(0, Math.min(newestFirst.size(), MOST_BASES))) {
            EdgeMap rest = there.minus(published(keys, generation));
            if (isPart(rest)) {
                return rest;
            }
        }
        if (newestFirst.isEmpty()) {
            return there;
        }
        flags.add(INEXACT);
        return there.minus(published(keys, newestFirst.getFirst())).withoutNegatives(seed);
    }

    private EdgeMap published(AppKeys keys, GenerationEntry generation) {
        return store.get(keys.generation(generation.number(), Form.CANONICAL.file()))
                .map(blob -> ProfileEdges.of(gate.read(blob.bytes(LARGEST)), GoRelease.GO_1_26))
                .orElse(EdgeMap.EMPTY);
    }

    /** Whether a difference is that of a whole to its part. */
    private static boolean isPart(EdgeMap difference) {
        for (int edge = 0; edge < difference.size(); edge++) {
            if (difference.weight(edge) < 0) {
                return false;
            }
        }
        return true;
    }
}
