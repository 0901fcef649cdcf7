package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What pruning cuts; the oracle's tests hold it to google/pprof. */
final class PruningTest {
    private static List<String> pruned(String drop, String... stacks) {
        return Stacks.in(Pruning.prune(Stacks.of(stacks), TextPattern.of(drop), null));
    }

    private static List<String> prunedFrom(String drop, String... stacks) {
        return Stacks.in(Pruning.pruneFrom(Stacks.of(stacks), TextPattern.of(drop)));
    }

    @Test
    void prune_cutsAtTheMatchNearestToTheRoot() {
        assertThat(pruned("^malloc$", "sbrk malloc retry malloc work main")).containsExactly("work main");
    }

    @Test
    void prune_atTheRoot_waitsForAFrameThatStays() {
        assertThat(pruned("start", "malloc start")).containsExactly("malloc start");
        assertThat(pruned("start", "start main start")).containsExactly("main start");
    }

    @Test
    void prune_ofAnInlinedFunction_keepsTheFunctionsItIsInlinedInto() {
        assertThat(pruned("inner", "leaf inner<outer main")).containsExactly("outer main");
        assertThat(pruned("inner", "leaf<inner main", "leaf<inner"))
                .as("the second one is at the root and stays")
                .containsExactly("main", "leaf<inner");
    }

    @Test
    void prune_ofAMatchThatIsNotCut_takesItsLinesAllTheSame() {
        assertThat(pruned("inner", "inner<outer"))
                .as("a root is not cut, its place is")
                .containsExactly("outer");
    }

    @Test
    void prune_looksAtNamesUpToTheFirstParenthesis() {
        String method = "app/db.(*Conn).Query";
        assertThat(pruned("Query", method + " main")).containsExactly(method + " main");
        assertThat(pruned("^app/db\\.$", method + " main")).containsExactly("main");
        assertThat(pruned("int", "alloc(int) main")).containsExactly("alloc(int) main");
        assertThat(pruned("^f$", ".f main")).as("one leading dot goes").containsExactly("main");
    }

    @Test
    void prune_keepsParenthesesThatArePartOfTheName() {
        assertThat(pruned("^X::operator\\(\\)$", "X::operator()(int) main")).containsExactly("main");
        assertThat(pruned("::run$", "(anonymous_namespace)::run main"))
                .containsExactly("(anonymous_namespace)::run main");
        assertThat(pruned("::run$", "operator()::run(int) main")).containsExactly("main");
    }

    @Test
    void prune_withWhatToKeep_sparesIt() {
        Profile profile = Stacks.of("x malloc main", "x malloc_hook main");
        Profile pruned = Pruning.prune(profile, TextPattern.of("malloc"), TextPattern.of("hook"));

        assertThat(Stacks.in(pruned)).containsExactly("main", "x malloc_hook main");
    }

    @Test
    void prune_doesNotLookAtFilesOrBinaries() {
        assertThat(pruned("\\.go|app", "x main")).containsExactly("x main");
    }

    @Test
    void pruneFrom_cutsBelowTheMatchNearestToTheLeafAndKeepsIt() {
        assertThat(prunedFrom("^B$", "A B C B D")).containsExactly("B C B D");
        assertThat(prunedFrom("inner", "leaf first<inner<outer main")).containsExactly("inner<outer main");
    }

    @Test
    void removeUninteresting_takesWholeNamesOnly() {
        Profile profile = Stacks.make("malloc work", "xmalloc work")
                .dropFrames("malloc|free", "")
                .build();

        assertThat(Stacks.in(Pruning.removeUninteresting(profile))).containsExactly("work", "xmalloc work");
    }

    @Test
    void removeUninteresting_keepsWhatTheProfileNames() {
        Profile profile = Stacks.make("malloc work", "free work")
                .dropFrames("malloc|free", "free")
                .build();

        assertThat(Stacks.in(Pruning.removeUninteresting(profile))).containsExactly("work", "free work");
    }

    @Test
    void removeUninteresting_ofWhatIsNoExpression_dropsNothing() {
        for (String drop : List.of("", "(", "x{2000}")) {
            Profile profile = Stacks.make("malloc work").dropFrames(drop, "").build();
            assertThat(Pruning.removeUninteresting(profile)).isSameAs(profile);
        }
        Profile badKeep = Stacks.make("malloc work").dropFrames("malloc", "(").build();
        assertThat(Pruning.removeUninteresting(badKeep)).isSameAs(badKeep);
    }

    @Test
    void aggregate_withoutInlines_keepsThePhysicalFunction() {
        Profile profile = Stacks.of("inner<outer main", "[libc] main");
        Profile physical = new Aggregation(false, true, true, true, true).apply(profile);

        assertThat(Stacks.in(physical)).containsExactly("outer main", "[libc] main");
        assertThat(physical.locations().line(0, 0)).isEqualTo(1);
        assertThat(physical.locations().column(0, 0))
                .as("columns go in any case")
                .isZero();
    }

    @Test
    void aggregate_byFunction_makesPlacesAlikeForTheMerger() {
        Profile profile = new Aggregation(true, true, false, false, false).apply(Stacks.of("x main", "x main"));
        Merger merger = new Merger(ProfileLimits.defaults(), 1);
        merger.add(profile);

        assertThat(profile.locations().address(0)).isZero();
        assertThat(profile.functions().file(0)).isEqualTo(Text.EMPTY);
        assertThat(merger.result().samples().size()).isEqualTo(1);
    }

    @Test
    void aggregate_byFile_takesNames() {
        Profile profile = new Aggregation(true, false, true, false, false).apply(Stacks.of("x main"));

        assertThat(profile.functions().name(0)).isEqualTo(Text.EMPTY);
        assertThat(profile.functions().systemName(0)).isEqualTo(Text.EMPTY);
        assertThat(profile.functions().file(0)).isEqualTo(Text.of("x.go"));
    }
}
