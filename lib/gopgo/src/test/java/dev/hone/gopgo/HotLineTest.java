package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HotLineTest {
    private static HotLine line(Edge... edges) {
        return HotLine.of(HotEdges.of(map(edges)));
    }

    @Test
    void line_countsTheEdgesThatOnlyTheirNamesSetApart() {
        Edge[] edges = new Edge[103];
        edges[0] = edge("a", 0, "heavy", 9_890);
        for (int i = 1; i < edges.length; i++) {
            edges[i] = edge(String.format("f%03d", i), 0, "light", 1);
        }

        HotLine line = line(edges);

        assertThat(line.total()).isEqualTo(9_992);
        assertThat(line.weight()).isEqualTo(1);
        assertThat(line.ties()).isEqualTo(102);
        assertThat(line.hotTies())
                .isEqualTo(HotEdges.of(map(edges)).count() - 1)
                .isEqualTo(3);
    }

    @Test
    void line_withoutEdges_isNowhere() {
        HotLine line = HotLine.of(HotEdges.of(EdgeMap.EMPTY));

        assertThat(line.weight()).isZero();
        assertThat(line.ties()).isZero();
        assertThat(line.hotTies()).isZero();
    }

    @Test
    void flipsAt_ofTheOnlyEdge_isNever() {
        assertThat(line(edge("a", 0, "b", 1_000)).flipsAt(0)).isEmpty();
    }

    @Test
    void flipsAt_ofAColdEdge_isTheWeightThatTakesItBeforeTheLine() {
        HotLine line = line(edge("a", 0, "b", 9_980), edge("a", 1, "c", 15), edge("a", 2, "d", 5));

        assertThat(line.flipsAt(2)).isEqualTo(OptionalLong.of(86));
    }

    /** The search is held against trying every weight. */
    @Test
    void flipsAt_isTheNearestWeightOnTheOtherSide() {
        Random random = new Random(20);
        for (int round = 0; round < 60; round++) {
            List<Edge> edges = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(12); i++) {
                int weight = random.nextInt(3) == 0 ? 1 + random.nextInt(300) : 1 + random.nextInt(4);
                edges.add(edge("f" + random.nextInt(6), i, "g" + random.nextInt(6), weight));
            }
            double threshold = random.nextBoolean() ? 99 : 50 + random.nextInt(51);
            HotEdges hot = HotEdges.of(map(edges.toArray(Edge[]::new)), threshold);
            HotLine line = HotLine.of(hot);
            for (int rank = 0; rank < hot.size(); rank++) {
                assertThat(line.flipsAt(rank)).isEqualTo(tried(hot, rank, threshold));
            }
        }
    }

    private static OptionalLong tried(HotEdges hot, int rank, double threshold) {
        boolean isHot = rank < hot.count();
        long step = isHot ? -1 : 1;
        for (long weight = hot.edge(rank).weight() + step; weight >= 1; weight += step) {
            if (isHotWith(hot, rank, weight, threshold) != isHot) {
                return OptionalLong.of(weight);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isHotWith(HotEdges hot, int rank, long weight, double threshold) {
        Edge[] edges = new Edge[hot.size()];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = hot.edge(i);
        }
        Edge old = edges[rank];
        edges[rank] = new Edge(old.caller(), old.callee(), old.offset(), weight);
        HotEdges changed = HotEdges.of(map(edges), threshold);
        for (int i = 0; i < changed.count(); i++) {
            if (changed.edge(i).equals(edges[rank])) {
                return true;
            }
        }
        return false;
    }

    @Test
    void threshold_movesTheLine_asTheCompilersFlagDoes() {
        EdgeMap map = map(edge("a", 0, "b", 90), edge("a", 1, "b", 9), edge("a", 2, "b", 1));

        assertThat(HotEdges.of(map, 0).count()).isEqualTo(1);
        assertThat(HotEdges.of(map, 90).count()).isEqualTo(2);
        assertThat(HotEdges.of(map, 100).count()).isEqualTo(3);
        assertThatThrownBy(() -> HotEdges.of(map, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HotEdges.of(map, 100.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void line_ofWeightsThatCannotBeJudged_isRefused() {
        assertThatThrownBy(() -> line(edge("a", 0, "b", -1)))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(GoProfileError.NEGATIVE));
        assertThatThrownBy(() -> line(edge("a", 0, "b", Long.MAX_VALUE - 1), edge("a", 0, "c", Long.MAX_VALUE - 1)))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(GoProfileError.OVERFLOW));
    }
}
