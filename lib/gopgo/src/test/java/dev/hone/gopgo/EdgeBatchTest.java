package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class EdgeBatchTest {
    @Test
    void sum_withAnyFactors_isThatOfAnEdgeSum() {
        Random random = new Random(8);
        for (int round = 0; round < 40; round++) {
            EdgeBatch batch = new EdgeBatch(round);
            EdgeSum once = new EdgeSum(1);
            EdgeSum weighted = new EdgeSum(2);
            for (int i = 0; i < 12; i++) {
                EdgeMap map = RandomMaps.next(random);
                int place = i % 2 == 0 ? batch.add(map) : batch.add(StoredEdges.of(map));
                assertThat(place).isEqualTo(i);
                once.add(map);
                if (i % 3 != 0) {
                    weighted.add(map, i % 3);
                }
            }

            assertThat(batch.size()).isEqualTo(12);
            assertThat(batch.sum(place -> 1)).isEqualTo(once.toMap());
            assertThat(batch.sum(place -> place % 3)).isEqualTo(weighted.toMap());
            assertThat(batch.sum(place -> 0)).isEqualTo(EdgeMap.EMPTY);
        }
    }

    @Test
    void sum_beyond64Bits_isRefused_andTheNextOneIsFine() {
        EdgeMap large = map(edge("a", 1, "b", Long.MAX_VALUE / 2));
        EdgeBatch batch = new EdgeBatch(1);
        batch.add(large);

        assertThatThrownBy(() -> batch.sum(place -> 3))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(GoProfileError.OVERFLOW));
        assertThat(batch.sum(place -> 1)).isEqualTo(large);
    }

    @Test
    void add_ofADamagedMap_leavesTheBatchAsItWas() {
        byte[] damaged = StoredEdges.of(map(edge("a", 1, "b", 1))).bytes();
        damaged[20] ^= 1;
        EdgeBatch batch = new EdgeBatch(1);

        assertThatThrownBy(() -> batch.add(StoredEdges.of(damaged))).isInstanceOf(GoProfileException.class);
        assertThat(batch.size()).isZero();
        assertThat(batch.sum(place -> 1)).isEqualTo(EdgeMap.EMPTY);
    }
}
