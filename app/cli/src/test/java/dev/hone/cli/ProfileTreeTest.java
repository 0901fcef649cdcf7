package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.command.ColumnWidth;
import dev.hone.command.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileTreeTest {
    @TempDir
    private Path folder;

    private static List<String> lines(String... options) {
        Run run = tree(options);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().lines().toList();
    }

    private static Run tree(String... options) {
        return Run.of(arguments(options));
    }

    private static String[] arguments(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "profile";
        all[1] = "tree";
        all[2] = Run.EXAMPLE;
        System.arraycopy(options, 0, all, 3, options.length);
        return all;
    }

    @Test
    void tree_showsTheBiggestPathFirst_andBranchesWhereThereIsAChoice() {
        assertThat(lines("--min", "20%"))
                .containsExactly(
                        "cpu/nanoseconds, 8.07s in 797 samples",
                        "10 of 1,400 calls; those left out took 99.8% themselves",
                        "",
                        "SHARE  TOTAL   SELF  FUNCTION",
                        "87.4%  7.05s         sync.(*WaitGroup).Go.func1",
                        "79.8%  6.44s         main.(*shop).work.func1",
                        "79.8%  6.44s         main.(*shop).worker",
                        "79.8%  6.44s         main.(*shop).serve",
                        "79.8%  6.44s         runtime/pprof.Do",
                        "79.7%  6.43s         main.(*shop).serve.func1",
                        "28.5%  2.30s         ├─ main.(*shop).export",
                        "28.3%  2.28s         └─ main.(*shop).search",
                        "20.8%  1.68s  0.02s     hone.dev/oracle/record/shop/catalog.(*Index).Lucky",
                        "20.6%  1.66s            regexp.(*Regexp).FindStringSubmatch");
    }

    @Test
    void tree_ofAFunctionThatCallsItself_isOneLine() {
        assertThat(lines("--from", "pricing.(*Bundle).Total", "--min", "80%"))
                .anyMatch(line -> line.matches("100\\.0%  .*pricing\\.\\(\\*Bundle\\)\\.Total ×[0-9]{2}"));
    }

    @Test
    void tree_fromAFunction_isOfItsTotal_andFindsItByTheEndOfItsName() {
        assertThat(lines("--from", "backtrack", "--min", "50"))
                .contains("cpu/nanoseconds, 8.07s in 797 samples; shares are of the 1.58s (19.6%) in this function");
        assertThat(lines("--from", "regexp.(*Regexp).backtrack", "--min", "50"))
                .isEqualTo(lines("--from", "backtrack", "--min", "50"));
    }

    @Test
    void callers_startAtTheFunction() {
        assertThat(lines("--callers", "--from", "cmpbody", "--min", "70%"))
                .contains(" SHARE     TOTAL  FUNCTION AND ITS CALLERS", "100.0%  390.00ms  cmpbody");
        assertThat(lines("--callers", "-n", "1").get(4)).isEqualTo(" 9.2%  0.74s  regexp.(*Regexp).tryBacktrack");
    }

    @Test
    void depthAndRows_leaveOutTheRest() {
        assertThat(tree("--depth", "2", "--min", "0", "--json").out())
                .contains("\"depth\" : 2,")
                .doesNotContain("\"depth\" : 3,");
        assertThat(lines("-n", "3")).hasSize(7).contains("3 of 1,400 calls; those left out took 100.0% themselves");
        assertThat(lines("-n", "0", "--min", "0")).noneMatch(line -> line.contains(" of 1,400 calls"));
    }

    @Test
    void severalProfiles_areAddedUp() {
        assertThat(lines(Run.EXAMPLE, "--min", "80%").getFirst()).isEqualTo("cpu/nanoseconds, 16.14s in 1,594 samples");
        Run other = tree("../../test/oracle/fixtures/heap.pb.gz");
        assertThat(other.exitCode()).isEqualTo(3);
        assertThat(other.err())
                .startsWith("hone: ../../test/oracle/fixtures/heap.pb.gz: it counts ")
                .contains("heap.pb.gz", "inuse_space/bytes", "cpu.pb.gz counts cpu/nanoseconds");
    }

    @Test
    void frames_thatTheProfileNamesAsOfNoInterest_areLeftOut_asTopDoes() {
        String file = Pb.of("cpu/nanoseconds")
                .dropFrames("malloc.*")
                .sample("main work malloc mallocgc", 5)
                .sample("main work", 2)
                .sample("main malloc", 1)
                .write(folder.resolve("cpu"));

        assertThat(flatByFunction(top(file))).isEqualTo(flatByFunction(calls(file)));
        assertThat(top(file)).contains("\"flat\" : 7").doesNotContain("malloc");
        assertThat(flatByFunction(top("--all-frames", file))).isEqualTo(flatByFunction(calls("--all-frames", file)));
        assertThat(calls("--all-frames", file)).contains("mallocgc");
        assertThat(Run.of("profile", "diff", file, file).out()).contains("none of 2 functions");
        assertThat(Run.of("profile", "diff", "--all-frames", file, file).out()).contains("none of 4 functions");
    }

    private static String top(String... arguments) {
        return json("top", arguments);
    }

    private static String calls(String... arguments) {
        return json("tree", arguments);
    }

    private static String json(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of("profile", command, "--json", "-n", "0"));
        words.addAll(command.equals("tree") ? List.of("--min", "0") : List.of());
        words.addAll(List.of(arguments));
        Run run = Run.of(words.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    /** What each function took itself, added up over all rows. */
    private static Map<String, Long> flatByFunction(String json) {
        Matcher row = Pattern.compile("\"function\" : \"([^\"]+)\",[^}]*?\"(?:flat|self)\" : ([0-9]+)")
                .matcher(json);
        Map<String, Long> flat = new TreeMap<>();
        while (row.find()) {
            flat.merge(row.group(1), Long.valueOf(row.group(2)), Long::sum);
        }
        return flat;
    }

    @Test
    void function_thatIsNotThere_orNotTheOnlyOne_isRefused() {
        Run unknown = tree("--from", "regexp.(*Regexp).backtracks");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean 'regexp.(*Regexp).backtrack'?");
        Run several = tree("--from", "sort");
        assertThat(several.exitCode()).isEqualTo(2);
        assertThat(several.err())
                .contains("'sort' may be any of 13 functions; write more of the name:")
                .contains("\n  sort.pdqsort\n  sort.Sort\n")
                .endsWith("\n  …\n");
    }

    @Test
    void oddOptions_areRefused() {
        assertThat(tree("--min", "half").err()).contains("--min takes a share from 0% to 100%, not 'half'");
        assertThat(tree("--min", "101%").exitCode()).isEqualTo(2);
        assertThat(tree("--depth", "0").exitCode()).isEqualTo(2);
        assertThat(tree("-n", "-1").exitCode()).isEqualTo(2);
        assertThat(tree("--type", "cpus").err()).contains("did you mean 'cpu'?");
    }

    @Test
    void json_hasExactFigures_andParentsByRow() {
        assertThat(tree("--json", "-n", "2").out())
                .contains("\"total\" : 8070000000,", "\"nodes\" : 1400,", "\"function\" : \"main.(*shop).work.func1\"")
                .containsPattern("\"depth\" : 1,\\s+\"parent\" : -1,\\s+\"function\" : \"sync")
                .containsPattern("\"depth\" : 2,\\s+\"parent\" : 0,");
    }

    @Test
    void names_areCutForATerminalOnly_andColoursAreForOneThatHasThem() {
        String[] arguments = arguments("--from", "main.(*shop).checkout", "--min", "20%");
        Run terminal =
                Run.of(new Terminal.Facts(true, true, true, 60, Map.of()), InputStream.nullInputStream(), arguments);

        assertThat(terminal.out()).contains("…", "\u001b[2m├─ \u001b[0m", "\u001b[1m");
        assertThat(terminal.out().replaceAll("\u001b\\[[0-9]m", "").lines().skip(3))
                .allMatch(line -> ColumnWidth.of(line) <= 60);
        assertThat(Run.of(arguments).out()).doesNotContain("…", "\u001b").contains("go.shape.int64]");
    }
}
