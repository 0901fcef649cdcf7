package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.hone.gopgo.EdgeRules.Effect;
import dev.hone.profile.Text;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EdgeRulesTest {
    private static final String LOOPY = "google.golang.org/grpc/internal/transport.(*loopyWriter).processData";

    private static EdgeRules.Applied apply(String rules, EdgeMap map) {
        return new EdgeRules(EdgeRules.parse(rules)).apply(map);
    }

    @Test
    void deniedCallee_isHotNoMore_whileAllWeightsStay() {
        EdgeMap map = map(
                edge("run", 5, LOOPY, 600),
                edge(LOOPY, 3, "write", 300),
                edge("main", 1, "run", 95),
                edge("x", 0, "y", 5));

        EdgeRules.Applied applied = apply("deny-known", map);

        HotEdges hot = HotEdges.of(applied.map());
        for (int rank = 0; rank < hot.count(); rank++) {
            assertThat(hot.edge(rank).callee()).isNotEqualTo(Text.of(LOOPY));
        }
        assertThat(Edges.list(applied.map()))
                .contains(edge("run", 5, "DO NOT INLINE: " + LOOPY, 600))
                .as("what it calls itself may be inlined")
                .contains(edge(LOOPY, 3, "write", 300));
        assertThat(applied.map().total()).isEqualTo(map.total());
        assertThat(hot.count()).isEqualTo(HotEdges.of(map).count());
        assertThat(applied.effects().getFirst()).isEqualTo(new Effect("deny-exactly " + LOOPY, 1, 0.6, 0.6));
        assertThat(applied.effects().get(1).functions()).isZero();
    }

    /** Whatever the rules are: no denied name is a callee, and no weight is lost. */
    @Test
    void deny_byPattern_holdsForEveryCallee() {
        EdgeMap map = new Workload(500, 1.1).profile(10_000, 1);

        EdgeRules.Applied applied = apply("deny ^main\\.g1", map);

        assertThat(Edges.list(applied.map())).noneMatch(edge -> edge.callee().startsWith("main.g1"));
        assertThat(applied.map().total()).isEqualTo(map.total());
        double share = Edges.list(map).stream()
                        .filter(edge -> edge.callee().startsWith("main.g1"))
                        .mapToLong(Edge::weight)
                        .sum()
                / (double) map.total();
        assertThat(applied.effects().getFirst().share()).isCloseTo(share, within(1e-9));
        assertThat(applied.effects().getFirst().hotShare()).isPositive().isLessThanOrEqualTo(share);
    }

    @Test
    void rename_isForCallersAndCallees_andAddsToWhatHasTheNewNameAlready() {
        EdgeMap map =
                map(edge("a", 1, "old", 5), edge("a", 1, "new", 2), edge("old", 7, "b", 3), edge("older", 0, "b", 1));

        assertThat(Edges.list(apply("rename old=new", map).map()))
                .containsExactly(edge("a", 1, "new", 7), edge("new", 7, "b", 3), edge("older", 0, "b", 1));
    }

    @Test
    void renamedPrefix_keepsWhatFollows() {
        EdgeMap map = map(
                edge("ex.org/old.(*T).Run", 1, "ex.org/oldest.F", 5), edge("b", 2, "ex.org/old.F[go.shape.int]", 1));

        assertThat(Edges.list(apply("rename ex.org/old.*=ex.org/new.*", map).map()))
                .containsExactly(
                        edge("b", 2, "ex.org/new.F[go.shape.int]", 1),
                        edge("ex.org/new.(*T).Run", 1, "ex.org/oldest.F", 5));
    }

    @Test
    void ofSeveralRules_theFirstCounts_andDenialsSeeNewNames() {
        EdgeMap map = map(edge("a", 1, "one", 5));

        EdgeRules.Applied applied =
                apply("rename one=two\nrename one=three\nrename two=four\ndeny one\ndeny two\ndeny tw.", map);

        assertThat(Edges.list(applied.map())).containsExactly(edge("a", 1, "DO NOT INLINE: two", 5));
        assertThat(applied.effects()).extracting(Effect::functions).containsExactly(1, 0, 0, 0, 1, 0);
    }

    @Test
    void rules_appliedTwice_areThoseAppliedOnce() {
        EdgeMap map = new Workload(100, 1).profile(1_000, 1);
        EdgeMap once = apply("deny .", map).map();

        assertThat(Edges.list(apply("deny .", once).map())).isEqualTo(Edges.list(once));
    }

    @Test
    void noRules_changeNothing() {
        EdgeMap map = new Workload(100, 1).profile(1_000, 1);

        assertThat(Edges.list(apply("\n  # a comment\n", map).map())).isEqualTo(Edges.list(map));
    }

    @Test
    void wrongRules_areToldWithTheirLine() {
        for (String wrong : List.of(
                "deny",
                "deny (",
                "drop x",
                "rename a",
                "rename =b",
                "rename a=",
                "rename a*=b",
                "rename *=b*",
                "deny-known x",
                "deny-exactly")) {
            assertThatThrownBy(() -> EdgeRules.parse("deny x\n\n" + wrong))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            GoProfileException.class, e -> assertThat(e.code()).isEqualTo(GoProfileError.BAD_RULE))
                    .hasMessageStartingWith("line 3: ");
        }
        assertThatThrownBy(() -> EdgeRule.deny("")).isInstanceOf(GoProfileException.class);
        assertThatThrownBy(() -> EdgeRules.parse("deny x{1000}{1000}")).hasMessageContaining("too large");
    }

    @Test
    void expressionsThatTakeOthersForEver_takeNoTime() {
        EdgeMap map = map(edge("a", 1, "a".repeat(60_000), 5));

        assertThat(assertTimeout(Duration.ofSeconds(20), () -> apply("deny (a*)*b\ndeny (a|aa)+$b", map)))
                .extracting(applied -> applied.effects().getFirst().functions())
                .isEqualTo(0);
    }
}
