package dev.hone.pgo;

import dev.hone.gopgo.EdgeSum;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the segments of an app few. What they add up to stays the same. */
final class Compaction {
    private final Heads heads;
    private final SegmentStore segments;
    private final InstantSource clock;
    private final long seed;

    Compaction(Heads heads, SegmentStore segments, InstantSource clock, long seed) {
        this.heads = heads;
        this.segments = segments;
        this.clock = clock;
        this.seed = seed;
    }

    /** Compacts until there is nothing to do, or others do it. */
    Head run(AppName app, Head head) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Head now = head;
        Optional<List<SegmentEntry>> plan = CompactionPlan.next(now.segments(), today);
        while (plan.isPresent()) {
            Optional<Head> after = merge(new AppKeys(app), plan.get());
            if (after.isEmpty()) {
                return heads.of(app);
            }
            now = after.get();
            plan = CompactionPlan.next(now.segments(), today);
        }
        return now;
    }

    /** Makes one segment of several; empty when another worker was faster. */
    private Optional<Head> merge(AppKeys app, List<SegmentEntry> inputs) {
        Optional<Segment> sum = sum(app, inputs);
        if (sum.isEmpty()) {
            return Optional.empty();
        }
        String id = segments.put(app, sum.get());
        SegmentEntry entry = sum.get().entry(id);
        Head after = heads.change(app.app(), head -> replaced(head, inputs, entry));
        if (!after.segments().contains(entry)) {
            return Optional.empty();
        }
        inputs.forEach(input -> segments.delete(app, input.id()));
        return Optional.of(after);
    }

    private static Head replaced(Head head, List<SegmentEntry> inputs, SegmentEntry output) {
        if (!head.segments().containsAll(inputs)) {
            return head;
        }
        List<SegmentEntry> after = new ArrayList<>(head.segments());
        after.removeAll(inputs);
        after.add(output);
        return head.withSegments(after, head.versions());
    }

    private Optional<Segment> sum(AppKeys app, List<SegmentEntry> inputs) {
        EdgeSum edges = new EdgeSum(seed);
        Set<String> uploads = new TreeSet<>();
        Set<String> flags = new TreeSet<>();
        int level = 0;
        long samples = 0;
        long weight = 0;
        long received = Long.MAX_VALUE;
        Evidence evidence = Evidence.NONE;
        for (SegmentEntry input : inputs) {
            Optional<Segment> segment = segments.find(app, input.id());
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            edges.add(segment.get().edges());
            uploads.addAll(segment.get().uploads());
            flags.addAll(segment.get().facts().flags());
            received = Math.min(received, segment.get().facts().received());
            evidence = evidence.and(segment.get().facts().evidence());
            level = Math.max(level, input.level());
            samples = Math.addExact(samples, input.samples());
            weight = Math.addExact(weight, input.weight());
        }
        Group group = inputs.getFirst().group();
        Segment.Facts facts =
                new Segment.Facts(group, level + 1, samples, weight, received, "", List.copyOf(flags), evidence);
        return Optional.of(Segment.of(facts, List.copyOf(uploads), edges.toMap()));
    }
}
