package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.hone.gopgo.ChangedDecision.Kind;
import dev.hone.gopgo.Drift.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DriftTest {
    private static EdgeMap times(EdgeMap map, long factor) {
        return map(Edges.list(map).stream()
                .map(edge -> new Edge(edge.caller(), edge.callee(), edge.offset(), edge.weight() * factor))
                .toArray(Edge[]::new));
    }

    @Test
    void drift_toItself_isNone() {
        EdgeMap map = new Workload(500, 1.1).profile(5_000, 1);

        Drift drift = Drift.between(map, map, 1);

        assertThat(drift.overlap()).isEqualTo(1);
        assertThat(drift.kept()).isEqualTo(1);
        assertThat(drift.hotInBoth()).isEqualTo(1);
        assertThat(drift.changedDecisions()).isEmpty();
        assertThat(drift.sameText()).isTrue();
        assertThat(drift.verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void drift_toTheSameScaled_isSame_thoughTheTextDiffers() {
        EdgeMap map = new Workload(500, 1.1).profile(5_000, 1);

        for (Drift drift : List.of(Drift.between(map, times(map, 1_000), 1), Drift.between(times(map, 7), map, 1))) {
            assertThat(drift.overlap()).isCloseTo(1, within(1e-9));
            assertThat(drift.verdict()).isEqualTo(Verdict.SAME);
            assertThat(drift.sameText()).isFalse();
        }
    }

    /** Sizes and shapes of programs; always two profiles of one of them. */
    @Test
    void drift_ofTwoProfilesOfOneProgram_isNoise() {
        int changed = 0;
        int all = 0;
        for (double steepness : new double[] {1.6, 1.1, 0.8}) {
            Workload program = new Workload(1_500, steepness);
            for (int samples : new int[] {500, 5_000, 50_000}) {
                for (int seed = 0; seed < 12; seed++) {
                    EdgeMap before = program.profile(samples, seed);
                    EdgeMap after = program.profile(seed % 2 == 0 ? samples : 4 * samples, 1_000 + seed);
                    Drift drift = Drift.between(before, after, 1);
                    all++;
                    changed += drift.verdict() == Verdict.CHANGED ? 1 : 0;
                    assertThat(1 - drift.overlap())
                            .isCloseTo(
                                    drift.noise().apart(),
                                    within(0.3 * drift.noise().apart() + 0.01));
                }
            }
        }
        assertThat(changed).isLessThanOrEqualTo(all / 20);
    }

    @Test
    void noise_ofFewSamples_staysWithinShares() {
        Drift.Noise ofOneCall = Drift.between(new Workload(1, 1).profile(5, 1), new Workload(1, 1).profile(5, 2), 1)
                .noise();

        assertThat(ofOneCall.kept()).isLessThanOrEqualTo(1);
        assertThat(new Drift.Noise(0.9, 1).mostApart()).isEqualTo(1);
    }

    @Test
    void drift_whenAHotCallGoesElsewhere_isChange() {
        Workload before = new Workload(500, 1.1);
        Workload after = before.withOtherCallee(1, "main.replacement");

        Drift drift = Drift.between(before.profile(10_000, 1), after.profile(10_000, 2), 1);

        assertThat(drift.verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(drift.changedDecisions().subList(0, 3))
                .extracting(ChangedDecision::kind, ChangedDecision::what)
                .contains(tuple(Kind.HOT_CALLEE_GAINED, "main.replacement"), tuple(Kind.HOT_CALLEE_LOST, "main.g1"));
    }

    @Test
    void figures_areThoseOfTheirDefinitions() {
        EdgeMap before = map(edge("a", 1, "b", 60), edge("a", 2, "c", 40));
        EdgeMap after = map(edge("a", 1, "b", 30), edge("a", 3, "d", 70));

        Drift drift = Drift.between(before, after, 1);

        assertThat(drift.overlap()).isCloseTo(0.3, within(1e-9));
        assertThat(drift.kept()).isCloseTo(0.3, within(1e-9));
        assertThat(drift.hotInBoth()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(drift.changedDecisions())
                .containsExactly(
                        new ChangedDecision(Kind.HOT_CALLEE_GAINED, "d", 0, 0.7, ""),
                        new ChangedDecision(Kind.HOT_SITE_GAINED, "a:3", 0, 0.7, ""),
                        new ChangedDecision(Kind.HOT_CALLEE_LOST, "c", 0.4, 0, ""),
                        new ChangedDecision(Kind.HOT_SITE_LOST, "a:2", 0.4, 0, ""));
    }

    @Test
    void orderAtASite_isToldWithTies() {
        Drift drift = Drift.between(
                map(edge("a", 1, "b", 50), edge("a", 1, "c", 40)),
                map(edge("a", 1, "b", 45), edge("a", 1, "c", 45)),
                1);

        assertThat(drift.changedDecisions())
                .containsExactly(new ChangedDecision(Kind.ORDER_CHANGED, "a:1", 1, 1, "b > c, now b = c"));
        assertThat(drift.verdict()).as("ten of a hundred samples may fall so").isEqualTo(Verdict.NOISE);
    }

    @Test
    void drift_toOrFromNothing_isChange_andBetweenNothings_isNone() {
        EdgeMap map = map(edge("a", 1, "b", 5));

        assertThat(Drift.between(EdgeMap.EMPTY, map, 1).verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(Drift.between(map, EdgeMap.EMPTY, 1).verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(Drift.between(EdgeMap.EMPTY, EdgeMap.EMPTY, 1).verdict()).isEqualTo(Verdict.SAME);
    }

    /** The list and the digest are two views of one thing. */
    @Test
    void changedDecisions_areNone_justWhenDigestsAreEqual() {
        Random random = new Random(3);
        int equal = 0;
        for (int round = 0; round < 2_000; round++) {
            List<Edge> edges = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                edges.add(edge(
                        "f" + random.nextInt(2), random.nextInt(2), "g" + random.nextInt(3), 1 + random.nextInt(300)));
            }
            EdgeMap before = map(edges.toArray(Edge[]::new));
            int place = random.nextInt(edges.size());
            Edge old = edges.get(place);
            edges.set(place, new Edge(old.caller(), old.callee(), old.offset(), random.nextInt(300)));
            EdgeMap after = map(edges.stream().filter(edge -> edge.weight() > 0).toArray(Edge[]::new));

            boolean same =
                    Digests.of(before).decisions().equals(Digests.of(after).decisions());
            equal += same ? 1 : 0;
            assertThat(Drift.between(before, after, 1).changedDecisions().isEmpty())
                    .isEqualTo(same);
        }
        assertThat(equal).isBetween(200, 1_900);
    }

    @Test
    void drift_ofWeightsThatCannotBeJudged_isRefused() {
        assertThatThrownBy(() -> Drift.between(EdgeMap.EMPTY, map(edge("a", 0, "b", -1)), 1))
                .isInstanceOf(GoProfileException.class);
    }
}
