package dev.hone.pgo;

import dev.hone.gopgo.StoredEdges;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out what the uploads of an app come to. */
final class Surveyor {
    private final SegmentStore segments;
    private final Symbols symbols;
    private final InstantSource clock;
    private final long seed;

    Surveyor(Parts parts, Symbols symbols) {
        this.segments = parts.segments();
        this.symbols = symbols;
        this.clock = parts.surroundings().clock();
        this.seed = parts.seed();
    }

    Survey survey(AppKeys keys, Head head, Policy policy) {
        ProgramSymbols known = known(keys);
        Weighed weighed = weigh(keys, head, policy, known);
        List<Segment.Facts> counted = weighed.weights().inputs().stream()
                .map(input -> segment(keys, input.segment()).facts())
                .toList();
        return new Survey(weighed, known != null, counted);
    }

    /** What the uploads come to by now. */
    Weighed weigh(AppKeys keys, Head head, Policy policy) {
        return weigh(keys, head, policy, known(keys));
    }

    private Weighed weigh(AppKeys keys, Head head, Policy policy, @Nullable ProgramSymbols known) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Weighing weighing = new Weighing(policy, today, head.versions(), known, seed);
        return weighing.weigh(head.segments(), edges(keys));
    }

    private @Nullable ProgramSymbols known(AppKeys keys) {
        return symbols.of(keys.app()).map(list -> new ProgramSymbols("", list)).orElse(null);
    }

    /** The edge map of each segment by its id. */
    Function<String, StoredEdges> edges(AppKeys keys) {
        return id -> segment(keys, id).edges();
    }

    private Segment segment(AppKeys keys, String id) {
        return segments.find(keys, id).orElseThrow(() -> Contention.gone(id));
    }
}
