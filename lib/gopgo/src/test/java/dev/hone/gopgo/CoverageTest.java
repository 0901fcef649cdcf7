package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CoverageTest {
    private static final double WANTED = 0.97;

    private static EdgeMap times(EdgeMap map, long factor) {
        return map(Edges.list(map).stream()
                .map(edge -> new Edge(edge.caller(), edge.callee(), edge.offset(), edge.weight() * factor))
                .toArray(Edge[]::new));
    }

    /** Programs from steep to flat, profiles from small to large. */
    @Test
    void share_isCloseToTheTruth_whichAProfileCannotSee() {
        for (double steepness : new double[] {1.6, 1.1, 0.8}) {
            Workload program = new Workload(2_000, steepness);
            for (int samples : new int[] {300, 1_000, 3_000, 10_000, 30_000}) {
                double estimated = LongStream.range(0, 16)
                        .mapToDouble(seed -> Coverage.of(program.profile(samples, seed), WANTED, 1)
                                .share())
                        .average()
                        .orElseThrow();
                double truth = LongStream.range(0, 16)
                        .mapToDouble(seed -> program.truthIn(program.profile(samples, seed)))
                        .average()
                        .orElseThrow();

                assertThat(estimated).as(steepness + ", " + samples).isCloseTo(truth, within(0.03));
            }
        }
    }

    @Test
    void share_growsWithSamples_andIsNeverOutOfRange() {
        Workload program = new Workload(2_000, 1.1);
        double last = 0;
        for (int samples = 250; samples < 1_000_000; samples *= 4) {
            double share = Coverage.of(program.profile(samples, 1), WANTED, 1).share();
            assertThat(share).isGreaterThan(last).isLessThanOrEqualTo(1);
            last = share;
        }
    }

    @Test
    void factor_leadsToAProfileThatIsGoodEnough_andNotFarBeyond() {
        Workload program = new Workload(1_000, 1.1);
        EdgeMap small = program.profile(3_000, 5);

        Coverage coverage = Coverage.of(small, WANTED, 1);

        assertThat(coverage.share()).isLessThan(WANTED);
        assertThat(Coverage.of(program.profile((long) (3_000 * coverage.factor()), 6), WANTED, 1)
                        .share())
                .isBetween(WANTED - 0.01, 1.0);
        assertThat(Coverage.of(program.profile((long) (3_000 * coverage.factor() / 8), 6), WANTED, 1)
                        .share())
                .isLessThan(WANTED);
    }

    @Test
    void coverage_staysWhenAllWeightsAreScaled_asInNanoseconds() {
        EdgeMap map = new Workload(500, 1.1).profile(2_000, 3);

        assertThat(Coverage.of(times(map, 10_000_000), WANTED, 1)).isEqualTo(Coverage.of(map, WANTED, 1));
    }

    @Test
    void coverage_ofSingleSamples_isNone() {
        EdgeMap map = map(edge("a", 0, "b", 1), edge("a", 1, "c", 1), edge("a", 2, "d", 1));

        assertThat(Coverage.of(map, WANTED, 1)).isEqualTo(new Coverage(0, Coverage.UNKNOWN));
        assertThat(Coverage.of(EdgeMap.EMPTY, WANTED, 1)).isEqualTo(new Coverage(0, Coverage.UNKNOWN));
        assertThat(Coverage.of(map(edge("a", 0, "b", 9)), WANTED, 1).share()).isEqualTo(1);
    }

    @Test
    void coverage_isTheSameForTheSameSeed() {
        EdgeMap map = new Workload(500, 1.1).profile(1_000, 3);

        assertThat(Coverage.of(map, WANTED, 9)).isEqualTo(Coverage.of(map, WANTED, 9));
    }
}
