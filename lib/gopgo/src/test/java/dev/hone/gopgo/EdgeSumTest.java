package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EdgeSumTest {
    private static EdgeMap random(Random random) {
        Edge[] edges = new Edge[random.nextInt(200)];
        for (int i = 0; i < edges.length; i++) {
            edges[i] =
                    edge("f" + random.nextInt(30), random.nextInt(5) - 2, "g" + random.nextInt(30), random.nextInt(9));
        }
        return map(edges);
    }

    private static EdgeMap sum(List<EdgeMap> maps) {
        EdgeSum sum = new EdgeSum(7);
        maps.forEach(sum::add);
        return sum.toMap();
    }

    private static void assertSame(EdgeMap actual, EdgeMap expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        assertThat(Edges.list(actual)).isEqualTo(Edges.list(expected));
        assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(Digests.of(actual)).isEqualTo(Digests.of(expected));
    }

    @Test
    void sum_inAnyOrderAndInAnyTree_isTheSame() {
        Random random = new Random(4711);
        for (int round = 0; round < 50; round++) {
            List<EdgeMap> maps = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                maps.add(random(random));
            }
            EdgeMap expected = sum(maps);
            Collections.shuffle(maps, random);
            assertSame(sum(maps), expected);
            EdgeMap left = sum(maps.subList(0, 2));
            EdgeMap right = sum(maps.subList(2, 6));
            assertSame(sum(List.of(right, left)), expected);
        }
    }

    @Test
    void sum_withNothing_changesNothing() {
        EdgeMap map = random(new Random(1));

        assertSame(sum(List.of(map, EdgeMap.EMPTY)), map);
        assertSame(sum(List.of()), EdgeMap.EMPTY);
    }

    @Test
    void map_isSortedByCallerCalleeAndOffset_andNamesStandOnce() {
        EdgeMap map = map(edge("b", 1, "a", 1), edge("a", 9, "b", 1), edge("a", -3, "b", 1), edge("a", 9, "b", 4));

        assertThat(Edges.list(map)).containsExactly(edge("a", -3, "b", 1), edge("a", 9, "b", 5), edge("b", 1, "a", 1));
        assertThat(map.names()).hasSize(2);
    }

    @Test
    void sum_beyond64Bits_isRefused() {
        EdgeMap huge = map(edge("a", 0, "b", Long.MAX_VALUE));

        assertThatThrownBy(() -> sum(List.of(huge, huge)))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(GoProfileError.OVERFLOW));
    }

    @Test
    void byWeight_isHeaviestFirst_andThenByName() {
        EdgeMap map = map(
                edge("b", 0, "x", 5),
                edge("a", 2, "x", 5),
                edge("a", 1, "x", 5),
                edge("c", 0, "x", 7),
                edge("a", 0, "y", -2));

        assertThat(Edges.byWeight(map))
                .containsExactly(
                        edge("c", 0, "x", 7),
                        edge("a", 1, "x", 5),
                        edge("a", 2, "x", 5),
                        edge("b", 0, "x", 5),
                        edge("a", 0, "y", -2));
    }

    @Test
    void sum_withAnySeed_isTheSame() {
        List<EdgeMap> maps = List.of(random(new Random(1)), random(new Random(2)));
        EdgeMap expected = sum(maps);

        for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE}) {
            EdgeSum sum = new EdgeSum(seed);
            maps.forEach(sum::add);
            assertSame(sum.toMap(), expected);
        }
    }

    @Test
    void add_withAFactor_isAddingSoOften() {
        EdgeMap map = random(new Random(3));

        assertSame(new EdgeSum(1).add(map, 3).toMap(), sum(List.of(map, map, map)));
        assertThat(new EdgeSum(1).add(map, 0).toMap().total()).isZero();
        assertSame(new EdgeSum(1).add(map, 5).add(map, -4).toMap(), map);
    }

    @Test
    void add_withAFactorThatIsTooLarge_isRefused() {
        EdgeMap map = map(edge("a", 0, "b", Long.MAX_VALUE / 2));

        assertThatThrownBy(() -> new EdgeSum(1).add(map, 3))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(GoProfileError.OVERFLOW));
    }

    @Test
    void sumsOfEveryBatchSize_areTheSame() {
        Random random = new Random(99);
        List<EdgeMap> maps = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            maps.add(random(random));
        }
        EdgeMap expected = sum(maps);
        for (int batch : new int[] {1, 2, 5, 12, 24}) {
            List<EdgeMap> parts = new ArrayList<>();
            for (int from = 0; from < maps.size(); from += batch) {
                parts.add(sum(maps.subList(from, Math.min(from + batch, maps.size()))));
            }
            assertSame(sum(parts), expected);
        }
    }

    @Test
    void dividedBy_roundsOnceAtTheEnd_andLosesNoEdge() {
        EdgeMap map = map(
                edge("a", 0, "b", 0),
                edge("a", 1, "b", 1),
                edge("a", 2, "b", 14),
                edge("a", 3, "b", 15),
                edge("a", 4, "b", -15),
                edge("a", 5, "b", Long.MAX_VALUE),
                edge("a", 6, "b", Long.MIN_VALUE));

        assertThat(Edges.list(map.dividedBy(10)))
                .extracting(Edge::weight)
                .containsExactly(0L, 1L, 1L, 2L, -2L, 922337203685477581L, -922337203685477581L);
        assertThat(Edges.list(map.dividedBy(Long.MAX_VALUE)))
                .extracting(Edge::weight)
                .containsExactly(0L, 1L, 1L, 1L, -1L, 1L, -1L);
        assertThat(map.dividedBy(1)).isEqualTo(map);
        assertThatThrownBy(() -> map.dividedBy(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void minus_isWhatHasToBeAdded() {
        Random random = new Random(12);
        for (int round = 0; round < 50; round++) {
            EdgeMap a = withoutZeros(random(random));
            EdgeMap b = withoutZeros(random(random));
            assertSame(sum(List.of(a, b)).minus(b), a);
            assertSame(withoutZeros(sum(List.of(a.minus(b), b))), a);
            assertSame(a.minus(EdgeMap.EMPTY), a);
            assertSame(a.minus(a), EdgeMap.EMPTY);
            assertSame(EdgeMap.EMPTY.minus(EdgeMap.EMPTY.minus(a)), a);
        }
    }

    private static EdgeMap withoutZeros(EdgeMap map) {
        return map(Edges.list(map).stream().filter(edge -> edge.weight() != 0).toArray(Edge[]::new));
    }

    @Test
    void minus_ofWhatIsNotAPart_isNegative() {
        EdgeMap difference = map(edge("a", 1, "b", 3)).minus(map(edge("a", 1, "b", 5), edge("a", 2, "c", 1)));

        assertThat(Edges.list(difference)).containsExactly(edge("a", 1, "b", -2), edge("a", 2, "c", -1));
    }

    @Test
    void minus_beyond64Bits_isRefused() {
        assertThatThrownBy(() -> map(edge("a", 1, "b", -2)).minus(map(edge("a", 1, "b", Long.MAX_VALUE))))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(GoProfileError.OVERFLOW));
    }
}
