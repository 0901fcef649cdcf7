package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of {@code go tool pprof} on our commands; what they leave is tested where it is decided. */
final class FilterOptionsTest {
    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String head(Run run) {
        return run.out().lines().findFirst().orElse("");
    }

    private static Run top(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "profile";
        all[1] = "top";
        System.arraycopy(options, 0, all, 2, options.length);
        all[all.length - 1] = Run.EXAMPLE;
        return Run.of(all);
    }

    private Run merge(String... options) {
        String[] all = new String[options.length + 5];
        all[0] = "profile";
        all[1] = "merge";
        System.arraycopy(options, 0, all, 2, options.length);
        all[all.length - 3] = Run.EXAMPLE;
        all[all.length - 2] = "-o";
        all[all.length - 1] = path("out");
        return Run.of(all);
    }

    private Run topOfMerged() {
        return Run.of("profile", "top", "-n", "3", path("out"));
    }

    @Test
    void top_withFocus_countsItsSamplesAndTakesSharesOfTheWhole() {
        Run run = top("--focus=tryBacktrack$", "-n", "1");

        assertThat(head(run)).isEqualTo("cpu/nanoseconds, 1.41s of 8.07s in 141 samples; 1 of 19 functions");
        assertThat(run.out().lines().toList().get(3)).contains("0.74s", "9.2%", "17.5%", "tryBacktrack");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void top_relative_takesSharesOfWhatIsLeft() {
        Run run = top("--focus=tryBacktrack$", "--relative", "-n", "1");

        assertThat(head(run)).startsWith("cpu/nanoseconds, 1.41s in 141 samples");
        assertThat(run.out()).contains("52.5%");
    }

    @Test
    void top_expressionThatMatchesNothing_isNoted() {
        Run run = top("--focus=absent", "--tag-hide=absent");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo("note: --focus=absent matched nothing\nnote: --tag-hide=absent matched nothing\n");
        assertThat(top("--focus=absent", "--quiet").err()).isEmpty();
    }

    @Test
    void top_whatIsNoExpression_isWrongUseAndNamesTheOption() {
        Run run = top("--show-from=(");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("hone: --show-from: '(' is not a regular expression");
    }

    @Test
    void expression_thatIsNone_isRefusedBeforeAnythingIsRead() {
        for (String command : List.of("top", "tree", "merge -o out")) {
            Run run = Run.of(("profile " + command + " --focus=( missing.pb.gz").split(" ", -1));

            assertThat(run.exitCode()).as(command).isEqualTo(2);
            assertThat(run.err()).as(command).startsWith("hone: --focus: '(' is not a regular expression");
        }
    }

    @Test
    void tree_filterThatMatchesInOneOfTheFiles_isNotNoted() {
        String without = "../../test/oracle/fixtures/cpu.pb.gz";

        assertThat(Run.of("profile", "top", "--focus=pprof\\.Do$", without).err())
                .contains("matched nothing");
        assertThat(Run.of("profile", "tree", "--focus=pprof\\.Do$", Run.EXAMPLE, without)
                        .err())
                .isEmpty();
        assertThat(Run.of("profile", "diff", "--focus=pprof\\.Do$", without, Run.EXAMPLE)
                        .err())
                .isEmpty();
    }

    @Test
    void tree_filterThatMatchesNowhere_isNotedOnce() {
        String tag = "--tag-focus=16kb:64kb";
        for (String command : List.of("tree", "diff")) {
            assertThat(Run.of("profile", command, "--ignore=absent", tag, Run.EXAMPLE, Run.EXAMPLE)
                            .err())
                    .as(command)
                    .isEqualTo("""
                            note: --tag-focus: '16kb:64kb' is taken as a range of numbers, not as an expression
                            note: --ignore=absent matched nothing
                            note: --tag-focus=16kb:64kb matched nothing
                            """);
        }
    }

    @Test
    void top_emptyExpression_isNone() {
        assertThat(top("--focus=", "--hide=")).isEqualTo(top());
    }

    @Test
    void top_pruneKeepAlone_isWrongUse() {
        assertThat(top("--prune-keep=x").err()).startsWith("hone: --prune-keep goes with --prune");
    }

    @Test
    void top_tagFocusThatIsARange_saysHowItWasTaken() {
        assertThat(top("--tag-focus=16kb:64kb").err()).isEqualTo("""
                        note: --tag-focus: '16kb:64kb' is taken as a range of numbers, not as an expression
                        note: --tag-focus=16kb:64kb matched nothing
                        """);
    }

    @Test
    void merge_filters_whatWasMerged() {
        assertThat(merge("--focus=tryBacktrack$", Run.EXAMPLE)).isEqualTo(new Run(0, "", ""));

        assertThat(head(topOfMerged())).startsWith("cpu/nanoseconds, 2.82s in");
    }

    @Test
    void merge_ofWhichFiltersLeaveNothing_writesNothing_unlessAskedTo() throws IOException {
        Files.copy(Path.of(Run.EXAMPLE), folder.resolve("own"));
        String own = path("own");

        Run mistyped = Run.of("profile", "merge", own, "--focus=nosuch", "-o", own);

        assertThat(mistyped.exitCode()).isEqualTo(3);
        assertThat(mistyped.err())
                .isEqualTo("hone: the filters leave nothing: --focus=nosuch matched nothing, so nothing was written; "
                        + "--allow-empty writes an empty profile\n");
        assertThat(Path.of(own)).hasSameBinaryContentAs(Path.of(Run.EXAMPLE));
        assertThat(merge("--ignore=.").err()).startsWith("hone: the filters leave nothing, so nothing was written");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(merge("--focus=nosuch", "--allow-empty"))
                .isEqualTo(new Run(0, "", "note: --focus=nosuch matched nothing\n"));
        assertThat(head(topOfMerged())).isEqualTo("cpu/nanoseconds, 0s in 0 samples");
        assertThat(Run.of("profile", "merge", path("out"), "--focus=nosuch", "-o", path("again"))
                        .exitCode())
                .as("there was nothing before")
                .isZero();
    }

    @Test
    void merge_prunes() {
        merge("--prune=^regexp\\.$");

        assertThat(Run.of("profile", "top", "-n", "0", path("out")).out())
                .contains("1.68s  20.8%   20.8%  1.68s")
                .doesNotContain("regexp.(*Regexp)");
    }

    @Test
    void merge_withoutABaseThatIsTheSame_isEmpty() {
        merge("--base", Run.EXAMPLE);

        assertThat(head(topOfMerged())).isEqualTo("cpu/nanoseconds, 0s in 0 samples");
    }

    @Test
    void merge_withoutSeveralBases_subtractsAllOfThem() {
        merge("--base", Run.EXAMPLE, "--base", Run.EXAMPLE, Run.EXAMPLE + "=2");

        assertThat(head(topOfMerged())).startsWith("cpu/nanoseconds, 8.07s");
    }

    @Test
    void merge_withDiffBase_sharesAreOfTheBase() {
        merge("--diff-base", Run.EXAMPLE, Run.EXAMPLE + "=4");

        assertThat(head(topOfMerged())).startsWith("cpu/nanoseconds, 32.28s of 8.07s");
        assertThat(topOfMerged().out()).contains("36.7%").contains("2.96s");
    }

    @Test
    void merge_normalizedToABase_addsUpToIt() {
        merge("--normalize", "--base", Run.EXAMPLE, Run.EXAMPLE + "=3");
        assertThat(Run.of("profile", "top", path("out")).exitCode()).isEqualTo(3);

        merge("--normalize", "--base", Run.EXAMPLE, Run.EXAMPLE);
        assertThat(head(topOfMerged())).isEqualTo("cpu/nanoseconds, 0s in 0 samples");
    }

    @Test
    void merge_withBothKindsOfBase_isWrongUse() {
        assertThat(merge("--base", "a", "--diff-base", "b").err()).startsWith("hone: --base and --diff-base both");
    }

    @Test
    void merge_baseThatIsMissing_isNamed() {
        Run run = merge("--base", "missing.pb.gz");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: missing.pb.gz: there is no such file");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void merge_aggregated_isSmallerAndHasTheSameFigures() {
        merge();
        long whole = folder.resolve("out").toFile().length();
        String figures = topOfMerged().out().replaceFirst("in [0-9]+ samples", "");
        merge("--aggregate=functions");

        assertThat(folder.resolve("out").toFile().length()).isLessThan(whole);
        assertThat(topOfMerged().out().replaceFirst("in [0-9]+ samples", "")).isEqualTo(figures);
    }

    @Test
    void merge_withoutInlines_countsThePhysicalFunction() {
        merge("--no-inlines");

        assertThat(Run.of("profile", "top", "-n", "0", path("out")).out())
                .doesNotContain("regexp.(*bitState).shouldVisit");
    }

    @Test
    void merge_toALevelThatThereIsNot_hintsAtTheNearest() {
        assertThat(merge("--aggregate=function").err())
                .startsWith("hone: there is no level 'function' to aggregate to; did you mean 'functions'?");
    }
}
