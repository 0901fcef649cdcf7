package dev.hone.pgo;

import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeSum;
import dev.hone.gopgo.StoredEdges;
import dev.hone.profile.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The segments of an app in memory, for tests. */
final class Fleet {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    final List<SegmentEntry> segments = new ArrayList<>();
    final SortedMap<String, Instant> versions = new TreeMap<>();
    private final Map<String, StoredEdges> edges = new LinkedHashMap<>();

    static Edge edge(String caller, long offset, String callee, long weight) {
        return new Edge(Text.of(caller), Text.of(callee), offset, weight);
    }

    static EdgeMap map(Edge... edges) {
        EdgeSum sum = new EdgeSum(1);
        for (Edge edge : edges) {
            sum.add(edge);
        }
        return sum.toMap();
    }

    static EdgeMap times(EdgeMap map, long factor) {
        return new EdgeSum(1).add(map, factor).toMap();
    }

    /** An upload, so many days ago. */
    Fleet upload(long daysAgo, String version, String workload, EdgeMap map) {
        return segment(new Group(TODAY.minusDays(daysAgo), version, workload), 1, map);
    }

    Fleet segment(Group group, int uploads, EdgeMap map) {
        String id = "s" + edges.size();
        edges.put(id, StoredEdges.of(map));
        segments.add(new SegmentEntry(id, group, 0, uploads, map.total(), map.total()));
        if (!group.version().isEmpty()) {
            Instant day = group.day().atStartOfDay().toInstant(ZoneOffset.UTC);
            versions.merge(group.version(), day, (a, b) -> a.isBefore(b) ? a : b);
        }
        return this;
    }

    StoredEdges edges(String id) {
        StoredEdges found = edges.get(id);
        if (found == null) {
            throw new AssertionError("there is no segment " + id);
        }
        return found;
    }

    /** A policy whose JSON is written with single quotes. */
    static Policy policy(String json) {
        return Policy.parse(json.replace('\'', '"'));
    }

    Weighed weigh(String policy) {
        return weigh(policy, TODAY);
    }

    Weighed weigh(String policy, LocalDate today) {
        return new Weighing(policy(policy), today, versions, null, 7).weigh(segments, this::edges);
    }
}
