package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Maps of edges for tests. */
final class Edges {
    private Edges() {}

    static Edge edge(String caller, long offset, String callee, long weight) {
        return new Edge(Text.of(caller), Text.of(callee), offset, weight);
    }

    static EdgeMap map(Edge... edges) {
        Map<Text, Integer> numbers = new LinkedHashMap<>();
        EdgeColumns columns = new EdgeColumns();
        for (Edge edge : edges) {
            columns.add(number(edge.caller(), numbers), number(edge.callee(), numbers), edge.offset(), edge.weight());
        }
        return columns.toMap(List.copyOf(numbers.keySet()));
    }

    private static int number(Text name, Map<Text, Integer> numbers) {
        return numbers.computeIfAbsent(name, added -> numbers.size());
    }

    static List<Edge> list(EdgeMap map) {
        return IntStream.range(0, map.size()).mapToObj(map::edge).toList();
    }

    static List<Edge> byWeight(EdgeMap map) {
        return IntStream.of(map.byWeight()).mapToObj(map::edge).toList();
    }
}
