package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobStore;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.gopgo.StoredEdges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what another program merged into its {@code default.pgo} from what it found there. */
/*
 * autopgo's worker merges an upload onto the default.pgo it finds, and writes the result over it. Edges add, so what it
 * merged is the exact difference to what it found: its own last result, one of our generations, or nothing. Which one cannot
 * be known: we may have written over it just before it wrote. The difference to a wrong one has negative edges, or is
 * larger by what the two differ in. So of all differences without negative edges the smallest is taken.
 *
 * Uploads that we count already and that it merged too are known by their staging blob, which it removed before we folded
 * them; they are subtracted.
 *
 * A worker that also prunes leaves a difference that is negative in any case. If most of our newest generation is in there,
 * what is above it counts, which is the best that can be said.
 */
final class ForeignMerge {
    private static final String INEXACT = "FOREIGN_INEXACT";
    private static final int MOST_BASES = 10;
    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final SegmentStore segments;
    private final Gate gate;
    private final long seed;

    ForeignMerge(Parts parts) {
        this.store = parts.store();
        this.segments = parts.segments();
        this.gate = parts.gate();
        this.seed = parts.seed();
    }

    /**
     * What was merged and does not count yet.
     *
     * @param there the edges of what another program wrote
     * @param flags to which is added what is odd about it
     */
    EdgeMap of(AppKeys keys, Head head, EdgeMap there, List<String> flags) {
        EdgeMap merged = difference(keys, head, there, flags);
        for (String elsewhere : head.foreign().elsewhere()) {
            EdgeMap before = merged;
            merged = ours(keys, elsewhere)
                    .map(before::minus)
                    .filter(ForeignMerge::isPart)
                    .findFirst()
                    .orElse(before);
        }
        return merged;
    }

    private EdgeMap difference(AppKeys keys, Head head, EdgeMap there, List<String> flags) {
        List<EdgeMap> generations = new ArrayList<>();
        for (GenerationEntry generation : head.generations().reversed()) {
            if (generations.size() < MOST_BASES) {
                published(keys, generation).ifPresent(generations::add);
            }
        }
        EdgeMap smallest = there;
        for (EdgeMap base :
                Stream.concat(last(keys, head).stream(), generations.stream()).toList()) {
            EdgeMap rest = there.minus(base);
            if (isPart(rest) && rest.total() < smallest.total()) {
                smallest = rest;
            }
        }
        if (smallest.total() == there.total() && !generations.isEmpty()) {
            EdgeMap newest = generations.getFirst();
            EdgeMap above = there.minus(newest).withoutNegatives(seed);
            long kept = there.total() - above.total();
            if (kept > newest.total() / 2) {
                flags.add(INEXACT);
                return above;
            }
        }
        return smallest;
    }

    /** What was taken in last; empty when there is none, or when it can no longer be read. */
    private Optional<EdgeMap> last(AppKeys keys, Head head) {
        String id = head.foreign().last();
        Optional<Blob> blob = id == null ? Optional.empty() : store.get(keys.foreignEdges(id));
        return blob.flatMap(found -> edges(found.bytes(LARGEST)));
    }

    private static Optional<EdgeMap> edges(byte[] stored) {
        try {
            return Optional.of(StoredEdges.of(stored).map());
        } catch (GoProfileException e) {
            return Optional.empty();
        }
    }

    /** The edges of a generation as others find them; empty when they can no longer be read. */
    private Optional<EdgeMap> published(AppKeys keys, GenerationEntry generation) {
        return store.get(keys.generation(generation.number(), GenerationContent.PROFILE))
                .map(blob -> blob.bytes(LARGEST))
                .filter(bytes -> Sha256.of(bytes).equals(generation.digest()))
                .map(bytes -> ProfileEdges.of(gate.read(bytes), GoRelease.GO_1_26))
                .or(() -> store.get(keys.generation(generation.number(), GenerationContent.PUBLISHED))
                        .flatMap(blob -> edges(blob.bytes(LARGEST))));
    }

    /** The edges of an upload of ours: as they count, and as they were received. */
    private Stream<EdgeMap> ours(AppKeys keys, String id) {
        Stream<EdgeMap> counted =
                segments.readable(keys, id).map(found -> found.edges().map()).stream();
        Stream<EdgeMap> received =
                store
                        .get(keys.upload(id))
                        .map(blob -> gate.check(blob.bytes(LARGEST)).edges())
                        .stream();
        return Stream.concat(counted, received);
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
