package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.List;
import java.util.stream.IntStream;

/** Maps of edges for tests. */
final class Edges {
    private Edges() {}

    static Edge edge(String caller, long offset, String callee, long weight) {
        return new Edge(Text.of(caller), Text.of(callee), offset, weight);
    }

    static EdgeMap map(Edge... edges) {
        EdgeSum sum = new EdgeSum();
        for (Edge edge : edges) {
            sum.addWrapping(sum.number(edge.caller()), sum.number(edge.callee()), edge.offset(), edge.weight());
        }
        return sum.toMap();
    }

    static List<Edge> list(EdgeMap map) {
        return IntStream.range(0, map.size()).mapToObj(map::edge).toList();
    }

    static List<Edge> byWeight(EdgeMap map) {
        return IntStream.of(map.byWeight()).mapToObj(map::edge).toList();
    }
}
