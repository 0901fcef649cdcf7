package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.gopgo.Explanation.Call;
import dev.hone.gopgo.Explanation.Site;
import dev.hone.profile.Text;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
    private static final EdgeMap MAP = map(
            edge("main", 3, "a", 600),
            edge("main", 3, "b", 300),
            edge("main", 3, "c", 300),
            edge("main", -1, "d", 2),
            edge("a", 5, "d", 800),
            edge("x", 0, "main", 50));

    private static Explanation explain(String caller, double line) {
        return Explanation.of(HotEdges.of(MAP, line), Text.of(caller));
    }

    @Test
    void sites_areInOrder_andTheirCallsFromHeavyToLight() {
        Explanation main = explain("main", 99);

        assertThat(main.sites()).extracting(Site::offset).containsExactly(-1L, 3L);
        assertThat(main.sites().get(1).calls())
                .extracting(call -> call.edge().callee().toString())
                .containsExactly("a", "b", "c");
        assertThat(main.sites()).extracting(Site::hot).containsExactly(false, true);
        assertThat(main.callerIsHotCallee()).isTrue();
        assertThat(explain("x", 99).callerIsHotCallee()).isFalse();
    }

    @Test
    void call_hasItsRankSharesAndMargin() {
        Call call = explain("main", 99).sites().get(1).calls().getFirst();

        assertThat(call.rank()).isEqualTo(2);
        assertThat(call.hot()).isTrue();
        assertThat(call.share()).isEqualTo(600 / 2052.0);
        assertThat(call.sharesBefore()).isEqualTo(800 / 2052.0);
        assertThat(call.flipsAt()).isEqualTo(12);
    }

    @Test
    void coldCall_toAHotCallee_saysSo() {
        Call call = explain("main", 99).sites().getFirst().calls().getFirst();

        assertThat(call.hot()).isFalse();
        assertThat(call.calleeIsHot()).isTrue();
        assertThat(call.flipsAt()).isEqualTo(21);
    }

    @Test
    void heaviest_areAllThatTieForTheFirstPlace() {
        EdgeMap map = map(edge("f", 1, "b", 3), edge("f", 1, "a", 3), edge("f", 1, "c", 1));

        assertThat(Explanation.of(HotEdges.of(map), Text.of("f"))
                        .sites()
                        .getFirst()
                        .heaviest())
                .containsExactly(Text.of("a"), Text.of("b"));
    }

    @Test
    void threshold_movesTheLine() {
        assertThat(explain("main", 99).line()).isEqualTo(new Explanation.Line(99, 6, 5, 50, 1, 1));
        assertThat(explain("main", 80).line()).isEqualTo(new Explanation.Line(80, 6, 3, 300, 2, 1));
    }

    @Test
    void functionWithoutCalls_hasNoSites() {
        assertThat(explain("nobody", 99).sites()).isEmpty();
    }
}
