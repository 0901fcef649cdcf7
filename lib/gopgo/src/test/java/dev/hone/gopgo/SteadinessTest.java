package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SteadinessTest {
    private static String decisions(EdgeMap map) {
        return Digests.of(map).decisions();
    }

    private static EdgeMap steady(EdgeMap before, EdgeMap after) {
        return Steadiness.steady(EdgeScale.published(before), before.total(), after, after.total());
    }

    /** Calls at one site, of a program that does other things as well. */
    private static EdgeMap sites(Edge... edges) {
        List<Edge> all = new ArrayList<>(List.of(edges));
        for (int i = 0; i < 50; i++) {
            all.add(edge("other" + i, 1, "work" + i, 10_000));
        }
        return map(all.toArray(Edge[]::new));
    }

    @Test
    void steady_ofThePublishedMap_isThatMap() {
        for (int seed = 0; seed < 20; seed++) {
            EdgeMap map = new Workload(300, 1.1).profile(3_000, seed);
            EdgeMap published = EdgeScale.published(map);

            assertThat(steady(map, map)).isEqualTo(published);
            assertThat(Steadiness.steady(published, 3_000, published, 9_000)).isEqualTo(published);
        }
    }

    @Test
    void steady_whenDecisionsAreEqual_isThePublishedMap() {
        EdgeMap before = map(edge("a", 1, "b", 60), edge("a", 2, "c", 40));
        EdgeMap after = map(edge("a", 1, "b", 20), edge("a", 2, "c", 80));

        assertThat(steady(before, after)).isEqualTo(EdgeScale.published(before));
    }

    /** What it is for: profiles of one program, each steadied after the first. */
    @Test
    void profilesOfAnUnchangedProgram_decideAsThePublishedOne() {
        int all = 0;
        int steadied = 0;
        int raw = 0;
        for (double steepness : new double[] {1.6, 1.1, 0.8}) {
            Workload program = new Workload(1_500, steepness);
            for (int samples : new int[] {3_000, 30_000, 300_000}) {
                EdgeMap before = program.profile(samples, 1);
                for (int seed = 0; seed < 10; seed++) {
                    EdgeMap after = program.profile(seed % 2 == 0 ? samples : 4 * samples, 100 + seed);
                    all++;
                    raw += decisions(after).equals(decisions(before)) ? 1 : 0;
                    steadied += decisions(steady(before, after)).equals(decisions(before)) ? 1 : 0;
                }
            }
        }
        assertThat(raw).isLessThanOrEqualTo(all / 10);
        assertThat(steadied).isGreaterThanOrEqualTo(all * 9 / 10);
    }

    @Test
    void orderAtASite_staysWithinChance_andFollowsARealChange_alsoOfColdCalls() {
        EdgeMap before = sites(edge("f", 1, "a", 40), edge("f", 1, "b", 30));

        EdgeMap byChance = steady(before, sites(edge("f", 1, "a", 30), edge("f", 1, "b", 40)));
        EdgeMap changed = steady(before, sites(edge("f", 1, "a", 5), edge("f", 1, "b", 90)));

        assertThat(byChance).isEqualTo(EdgeScale.published(before));
        assertThat(Edges.list(changed))
                .filteredOn(edge -> edge.caller().toString().equals("f"))
                .extracting(edge -> edge.callee().toString(), Edge::weight)
                .satisfiesExactlyInAnyOrder(
                        a -> assertThat((long) a.toList().get(1)).isLessThan(150),
                        b -> assertThat((long) b.toList().get(1)).isGreaterThan(1_500));
    }

    @Test
    void aCallThatWasMissedByChance_staysOut_andOneThatCannotHaveBeenMissed_comesIn() {
        EdgeMap before = sites();

        assertThat(steady(before, sites(edge("f", 1, "rare", 3)))).isEqualTo(EdgeScale.published(before));
        assertThat(steady(before, sites(edge("f", 1, "new", 300))).size()).isEqualTo(51);
        assertThat(steady(sites(edge("f", 1, "gone", 300)), before).size()).isEqualTo(50);
    }

    /** All else has a smaller share then, and must not count as changed. */
    @Test
    void newWork_leavesTheDecisionsAboutAllElseAlone() {
        int changedRaw = 0;
        int changed = 0;
        for (int seed = 0; seed < 10; seed++) {
            Workload program = new Workload(1_000, 1.1);
            EdgeMap before = program.profile(100_000, seed);
            EdgeMap after = new EdgeSum(1)
                    .add(program.profile(70_000, 50 + seed))
                    .add(edge("main.new", 3, "main.path", 30_000))
                    .toMap();
            EdgeMap steadied = steady(before, after);

            changedRaw += Drift.between(before, after, 1).changedDecisions().size();
            List<ChangedDecision> left =
                    Drift.between(EdgeScale.published(before), steadied, 1).changedDecisions();
            changed += left.size();
            assertThat(left).extracting(ChangedDecision::what).contains("main.path", "main.new:3");
        }
        assertThat(changed).isLessThan(changedRaw / 10);
    }

    @Test
    void aChangedHotPath_isFollowed() {
        Workload program = new Workload(500, 1.1);

        EdgeMap steadied = steady(
                program.profile(50_000, 1),
                program.withOtherCallee(1, "main.replacement").profile(50_000, 2));

        HotEdges hot = HotEdges.of(steadied);
        List<String> callees = new ArrayList<>();
        for (int rank = 0; rank < hot.count(); rank++) {
            callees.add(hot.edge(rank).callee().toString());
        }
        assertThat(callees).contains("main.replacement").doesNotContain("main.g1");
    }

    @Test
    void anotherProgram_isTakenAsItIs() {
        EdgeMap other = map(edge("x", 1, "y", 70), edge("x", 2, "z", 30));

        assertThat(steady(sites(), other)).isEqualTo(EdgeScale.published(other));
        assertThat(steady(EdgeMap.EMPTY, other)).isEqualTo(EdgeScale.published(other));
        assertThat(steady(other, EdgeMap.EMPTY)).isEqualTo(EdgeMap.EMPTY);
    }

    /** No weight strays: each is within a quarter, or within chance, of what the new profile says. */
    @Test
    void steadiedWeights_staysCloseToTheNewProfile() {
        Random random = new Random(5);
        for (int round = 0; round < 30; round++) {
            Workload program = new Workload(200, 1.1);
            EdgeMap before = program.profile(20_000, random.nextLong());
            EdgeMap after = program.withOtherCallee(random.nextInt(5), "main.x").profile(20_000, random.nextLong());

            Drift drift = Drift.between(EdgeScale.inUnits(steady(before, after), 500), after, 1);

            assertThat(drift.overlap()).isGreaterThan(0.9);
            assertThat(drift.kept()).isCloseTo(1, within(0.05));
        }
    }
}
