package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What filters by names leave; the oracle's tests hold them to google/pprof. */
final class StackFilterTest {
    private static final Profile CALLS = Stacks.of("malloc work main", "read main", "idle", "[libc.so] main");

    private static @Nullable TextPattern pattern(String expression) {
        return expression.isEmpty() ? null : TextPattern.of(expression);
    }

    private static Filtered filter(Profile profile, String focus, String ignore, String hide, String show) {
        return StackFilter.of(pattern(focus), pattern(ignore), pattern(hide), pattern(show))
                .apply(profile);
    }

    @Test
    void apply_withoutExpressions_isTheProfileItself() {
        assertThat(filter(CALLS, "", "", "", "").profile()).isSameAs(CALLS);
    }

    @Test
    void apply_focus_keepsWholeStacksWithAMatch() {
        Filtered filtered = filter(CALLS, "^work$", "", "", "");

        assertThat(Stacks.in(filtered.profile())).containsExactly("malloc work main");
        assertThat(filtered.unmatched()).isEmpty();
    }

    @Test
    void apply_focus_looksAtFilesAndBinaries() {
        assertThat(Stacks.in(filter(CALLS, "read\\.go", "", "", "").profile())).containsExactly("read main");
        assertThat(Stacks.in(filter(CALLS, "libc", "", "", "").profile())).containsExactly("[libc.so] main");
    }

    @Test
    void apply_ignore_winsOverFocus() {
        assertThat(Stacks.in(filter(CALLS, "main", "malloc|libc", "", "").profile()))
                .containsExactly("read main");
    }

    @Test
    void apply_anyExpression_dropsSamplesWithoutAStack() {
        Profile profile = Stacks.of("", "idle");

        assertThat(Stacks.in(filter(profile, "", "absent", "", "").profile())).containsExactly("idle");
    }

    @Test
    void apply_hide_takesFramesOutAndSamplesThatHaveNoneLeft() {
        assertThat(Stacks.in(filter(CALLS, "", "", "work|idle|libc", "").profile()))
                .containsExactly("malloc main", "read main", "main");
    }

    @Test
    void apply_hideOrShow_takeSingleLinesOutOfAPlace() {
        Profile inlined = Stacks.of("inner<middle<outer main");

        assertThat(Stacks.in(filter(inlined, "", "", "middle", "").profile())).containsExactly("inner<outer main");
        assertThat(Stacks.in(filter(inlined, "", "", "", "middle|main").profile()))
                .containsExactly("middle main");
    }

    @Test
    void apply_showThatFindsTheBinary_keepsItsLinesButNotItsPlacesWithoutLines() {
        assertThat(Stacks.in(filter(CALLS, "", "", "", "/bin/app|libc").profile()))
                .as("the place in libc.so has no lines")
                .containsExactly("malloc work main", "read main", "idle", "main");
    }

    @Test
    void apply_focusOnWhatIsHidden_stillCounts() {
        assertThat(Stacks.in(filter(CALLS, "work", "", "work", "").profile())).containsExactly("malloc main");
    }

    @Test
    void apply_expressionsThatFindNothing_areReported() {
        assertThat(filter(CALLS, "absent", "absent", "absent", "").unmatched())
                .containsExactlyInAnyOrder(Filtered.Part.FOCUS, Filtered.Part.IGNORE, Filtered.Part.HIDE);
        assertThat(filter(CALLS, "", "", "", "absent").unmatched()).containsExactly(Filtered.Part.SHOW);
    }

    @Test
    void apply_focusThatFindsAPlaceOfNoSample_countsAsFound() {
        Filtered filtered = filter(filter(CALLS, "read", "", "", "").profile(), "idle", "", "", "");

        assertThat(filtered.unmatched()).isEmpty();
        assertThat(filtered.profile().samples().size()).isZero();
    }

    @Test
    void apply_leavesTheProfileAsItWas() {
        Profile profile = Stacks.of("inner<outer main");
        filter(profile, "", "", "inner", "");

        assertThat(Stacks.in(profile)).containsExactly("inner<outer main");
    }

    @Test
    void showFrom_beginsAtTheMatchNearestToTheRoot() {
        Profile profile = Stacks.of("C B A", "B C B A", "D A");
        Filtered filtered = new ShowFrom(TextPattern.of("^B$")).apply(profile);

        assertThat(Stacks.in(filtered.profile())).containsExactly("C B", "B C B");
        assertThat(filtered.unmatched()).isEmpty();
    }

    @Test
    void showFrom_ofAnInlinedFunction_cutsItsCallersOutOfThePlace() {
        Profile profile = Stacks.of("leaf inner<outer main");

        assertThat(Stacks.in(
                        new ShowFrom(TextPattern.of("inner")).apply(profile).profile()))
                .containsExactly("leaf inner");
        assertThat(Stacks.in(
                        new ShowFrom(TextPattern.of("/bin/app")).apply(profile).profile()))
                .as("a binary keeps its lines")
                .containsExactly("leaf inner<outer main");
    }

    @Test
    void showFrom_thatFindsNothing_leavesNothingAndSaysSo() {
        Filtered filtered = new ShowFrom(TextPattern.of("absent")).apply(CALLS);

        assertThat(Stacks.in(filtered.profile())).isEmpty();
        assertThat(filtered.unmatched()).containsExactly(Filtered.Part.SHOW_FROM);
    }
}
