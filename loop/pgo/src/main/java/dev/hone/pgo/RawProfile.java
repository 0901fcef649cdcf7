package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobStore;
import dev.hone.profile.Merger;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Merges the profiles of an app as they were received, for people who want to see whole stacks. */
final class RawProfile {
    /** The newest of them; a profile of more uploads than this tells nothing new. */
    private static final int MOST = 500;

    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final SegmentStore segments;
    private final Gate gate;
    private final ProfileLimits limits;
    private final long seed;

    RawProfile(Parts parts, ProfileLimits limits) {
        this.store = parts.store();
        this.segments = parts.segments();
        this.gate = parts.gate();
        this.limits = limits;
        this.seed = parts.seed();
    }

    /** A merged profile, stored; empty when no profile of the app is kept. */
    Optional<byte[]> of(AppName app, Head head) {
        AppKeys keys = new AppKeys(app);
        Merger merger = new Merger(limits, seed);
        int merged = 0;
        for (String id : newest(keys, head)) {
            Optional<Blob> body = merged < MOST ? store.get(keys.upload(id)) : Optional.empty();
            if (body.isPresent()) {
                merger.add(gate.read(body.get().bytes(LARGEST)));
                merged++;
            }
        }
        return merged == 0 ? Optional.empty() : Optional.of(Pprof.write(merger.result()));
    }

    private List<String> newest(AppKeys keys, Head head) {
        List<SegmentEntry> entries = new ArrayList<>(head.segments());
        entries.sort((a, b) -> b.group().compareTo(a.group()));
        List<String> ids = new ArrayList<>();
        for (SegmentEntry entry : entries) {
            if (ids.size() < MOST) {
                segments.find(keys, entry.id()).map(Segment::uploads).ifPresent(ids::addAll);
            }
        }
        return Collections.unmodifiableList(ids);
    }
}
