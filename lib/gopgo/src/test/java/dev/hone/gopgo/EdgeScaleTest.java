package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class EdgeScaleTest {
    private static EdgeMap times(EdgeMap map, long factor) {
        return new EdgeSum(1).add(map, factor).toMap();
    }

    private static EdgeMap random(Random random) {
        Edge[] edges = new Edge[1 + random.nextInt(200)];
        for (int i = 0; i < edges.length; i++) {
            long weight = 1 + (random.nextLong() >>> (24 + random.nextInt(40)));
            edges[i] = edge("f" + random.nextInt(20), random.nextInt(5), "g" + random.nextInt(20), weight);
        }
        return map(edges);
    }

    @Test
    void toTotal_isInProportion_halvesUp_andNeverNothing() {
        EdgeMap scaled = EdgeScale.toTotal(
                map(edge("a", 1, "b", 500), edge("a", 2, "b", 499), edge("a", 3, "b", 1), edge("a", 4, "b", 0)), 100);

        assertThat(scaled)
                .isEqualTo(
                        map(edge("a", 1, "b", 50), edge("a", 2, "b", 50), edge("a", 3, "b", 1), edge("a", 4, "b", 0)));
    }

    @Test
    void toTotal_ofLargeNumbers_doesNotOverflow() {
        long large = 1L << 59;

        assertThat(EdgeScale.toTotal(map(edge("a", 1, "b", large), edge("a", 2, "b", 3 * large)), 1L << 60))
                .isEqualTo(map(edge("a", 1, "b", 1L << 58), edge("a", 2, "b", 3L << 58)));
    }

    /** Downwards different weights may become equal, upwards none does; nothing ever changes places. */
    @Test
    void toTotal_keepsOrder_andUpwardsTies() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            EdgeMap map = random(random);
            long total = 1 + (random.nextLong() >>> (4 + random.nextInt(58)));
            EdgeMap scaled = EdgeScale.toTotal(map, total);
            boolean up = total >= map.total();
            for (int a = 0; a < map.size(); a++) {
                for (int b = 0; b < map.size(); b++) {
                    int before = Long.compare(map.weight(a), map.weight(b));
                    int after = Long.compare(scaled.weight(a), scaled.weight(b));
                    assertThat(after).isIn(up ? before : 0, before);
                }
            }
        }
    }

    @Test
    void published_decidesAsTheMap_andIsTheSameForEveryMultiple() {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            EdgeMap map = random(random);

            EdgeMap published = EdgeScale.published(map);

            assertThat(Digests.of(published).decisions())
                    .isEqualTo(Digests.of(map).decisions());
            assertThat(EdgeScale.published(times(map, 1 + random.nextInt(1_000))))
                    .isEqualTo(published);
        }
    }

    @Test
    void published_addsUpToTheUsualTotal_unlessThatWouldChangeDecisions() {
        assertThat(EdgeScale.published(new Workload(1_500, 1.1).profile(50_000, 1))
                        .total())
                .isCloseTo(EdgeScale.USUAL_TOTAL, within(1_500L));

        EdgeMap close = map(edge("a", 1, "b", 1_000_000_001), edge("a", 1, "c", 1_000_000_000));
        assertThat(EdgeScale.published(close).total()).isCloseTo(1_000 * EdgeScale.USUAL_TOTAL, within(2L));
    }

    /** The heaviest call has exactly 99 %, where rounding the others moves the line. */
    @Test
    void published_atTheVeryLine_growsUntilTheCompilerDrawsItThereToo() {
        EdgeMap map = map(edge("a", 1, "b", 594), edge("a", 2, "b", 2), edge("a", 3, "b", 2), edge("a", 4, "b", 2));

        EdgeMap published = EdgeScale.published(map);

        assertThat(published.total()).isGreaterThan(1_000 * EdgeScale.USUAL_TOTAL);
        assertThat(Digests.of(published).decisions()).isEqualTo(Digests.of(map).decisions());
    }

    @Test
    void published_leavesOutWhatHasNoWeight() {
        assertThat(EdgeScale.published(map(edge("a", 1, "b", 0)))).isEqualTo(EdgeMap.EMPTY);
        assertThat(EdgeScale.published(map(edge("a", 1, "b", 0), edge("c", 1, "d", 3))))
                .isEqualTo(map(edge("c", 1, "d", EdgeScale.USUAL_TOTAL)));
        assertThat(EdgeScale.published(EdgeMap.EMPTY)).isEqualTo(EdgeMap.EMPTY);
    }

    @Test
    void inUnits_countsToTheNearest_andForgetsWhatIsLessThanHalf() {
        assertThat(EdgeScale.inUnits(map(edge("a", 1, "b", 25), edge("a", 2, "b", 5), edge("c", 3, "d", 4)), 10))
                .isEqualTo(map(edge("a", 1, "b", 3), edge("a", 2, "b", 1)));
    }

    @Test
    void scaling_ofWeightsThatCannotBePublished_isRefused() {
        EdgeMap negative = map(edge("a", 1, "b", -1));

        assertThatThrownBy(() -> EdgeScale.published(negative)).isInstanceOf(GoProfileException.class);
        assertThatThrownBy(() -> EdgeScale.toTotal(negative, 10)).isInstanceOf(GoProfileException.class);
        assertThatThrownBy(() -> EdgeScale.inUnits(negative, 10)).isInstanceOf(GoProfileException.class);
        assertThatThrownBy(() -> EdgeScale.toTotal(EdgeMap.EMPTY, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EdgeScale.inUnits(EdgeMap.EMPTY, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
