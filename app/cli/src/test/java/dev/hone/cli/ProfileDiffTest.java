package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileDiffTest {
    private static final String OLD = "../../test/oracle/fixtures/cpu.pb.gz";

    @TempDir
    private Path folder;

    private String triple = "";

    @BeforeEach
    void mergeThree() {
        triple = folder.resolve("triple").toString();
        Run.of("profile", "merge", Run.EXAMPLE + "=3", "-o", triple);
    }

    private static List<String> lines(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "profile";
        all[1] = "diff";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Run run = Run.of(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().lines().toList();
    }

    @Test
    void diff_comparesShares_soALongerProfileOfTheSameIsTheSame() {
        assertThat(lines(Run.EXAMPLE, triple))
                .containsExactly(
                        "cpu/nanoseconds, as shares of each total; changes in percentage points",
                        "  old  8.07s in 797 samples, " + Run.EXAMPLE,
                        "  new  24.21s in 688 samples, " + triple,
                        "",
                        "none of 504 functions changed");
        assertThat(lines("--tree", Run.EXAMPLE, triple)).anyMatch(line -> line.startsWith("0 of 1,400 calls"));
    }

    @Test
    void diff_ofValues_comparesThemAsTheyAre() {
        assertThat(lines("--absolute", "-n", "1", Run.EXAMPLE, triple))
                .contains("cpu/nanoseconds, as measured", "the 1 biggest of 504 changes in 504 functions")
                .contains("   0.74s  2.22s  +1.48s    1.41s  4.23s  +2.82s    regexp.(*Regexp).tryBacktrack");
    }

    @Test
    void diff_showsTheBiggestChangeFirst_upOrDown() {
        assertThat(lines("-n", "3", OLD, Run.EXAMPLE).subList(4, 9))
                .containsExactly(
                        "the 3 biggest of 552 changes in 552 functions",
                        "",
                        "FLAT OLD   NEW  CHANGE  CUM OLD   NEW  CHANGE    FUNCTION",
                        "    5.0%  3.5%    -1.5     5.0%  3.5%    -1.5    hone.dev/oracle/record/shop/pricing.work",
                        "    3.3%  4.8%    +1.5     3.3%  4.8%    +1.5    cmpbody");
    }

    @Test
    void diff_byCumulative_saysWhatIsNewAndWhatIsGone() {
        assertThat(lines("--cum", "-n", "1", OLD, Run.EXAMPLE).getLast())
                .isEqualTo("    0.0%  0.0%     0.0     0.0%  79.8%   +79.8  new  main.(*shop).serve.func1");
        assertThat(lines("--cum", "-n", "1", Run.EXAMPLE, OLD).getLast())
                .contains("-79.8  gone  main.(*shop).serve.func1");
    }

    @Test
    void diff_belowTheMinimum_isLeftOut() {
        assertThat(lines("--min", "10%", "--cum", OLD, Run.EXAMPLE)).hasSize(9);
        assertThat(lines("--min", "90%", OLD, Run.EXAMPLE)).endsWith("none of 552 functions changed by so much");
    }

    @Test
    void diffAsTree_leadsToTheChanges() {
        assertThat(lines("--tree", "--min", "25%", OLD, Run.EXAMPLE))
                .contains("10 of 2,102 calls: those that changed by 25.0% or more, and those above them")
                .contains(
                        "  OLD    NEW  CHANGE        FUNCTION",
                        "81.1%  79.8%    -1.3        main.(*shop).serve",
                        " 0.0%  79.8%   +79.8   new  ├─ runtime/pprof.Do",
                        "30.9%   0.0%   -30.9  gone  ├─ main.(*shop).export");
    }

    @Test
    void diff_asJson_hasTheExactFigures() {
        assertThat(String.join("\n", lines("--json", "-n", "1", Run.EXAMPLE, triple, "--absolute")))
                .contains("\"old\" : 740000000,", "\"new\" : 2220000000,", "\"functions\" : 504,")
                .containsPattern("\"change\" : 0\\.1[0-9]+");
        assertThat(String.join("\n", lines("--json", "--tree", "-n", "1", OLD, Run.EXAMPLE)))
                .contains("\"calls\" : 2102,", "\"parent\" : -1,", "\"function\" : \"runtime/pprof.Do\"");
    }

    @Test
    void diff_ofDifferentKinds_namesBoth() {
        Run run = Run.of("profile", "diff", Run.EXAMPLE, "../../test/oracle/fixtures/heap.pb.gz");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("heap.pb.gz: it counts ", "inuse_space/bytes", "cpu.pb.gz counts cpu/nanoseconds", "--type");
    }

    @Test
    void type_thatAProfileHasTwice_isPickedByItsUnitOrPlace() {
        String old = Pb.of("cpu/count", "cpu/nanoseconds").sample("main", 1, 10).write(folder.resolve("old"));
        String current =
                Pb.of("cpu/nanoseconds", "cpu/count").sample("main", 30, 3).write(folder.resolve("new"));

        assertThat(lines(old, current))
                .contains("  old  10ns in 1 samples, " + old, "  new  30ns in 1 samples, " + current);
        assertThat(lines("--type", "cpu/count", old, current))
                .contains("  old  1 in 1 samples, " + old, "  new  3 in 1 samples, " + current);
        Run ambiguous = Run.of("profile", "diff", "--type", "cpu", old, current);
        assertThat(ambiguous.exitCode()).isEqualTo(2);
        assertThat(ambiguous.err())
                .isEqualTo("hone: " + old + ": there are several values named 'cpu'; take one with --type cpu/count or "
                        + "--type cpu/nanoseconds\n");
        assertThat(Run.of("profile", "top", "--type", "cpu", old).err()).isEqualTo(ambiguous.err());
        assertThat(Run.of("profile", "top", "--type", "cpu/count", old).out()).startsWith("cpu/count, 1 in");
    }

    @Test
    void type_thatAProfileHasTwiceWithItsUnit_isPickedByItsPlace() {
        String twice = Pb.of("a/x", "a/x").sample("main", 1, 2).write(folder.resolve("twice"));
        String thrice = Pb.of("b/x", "a/x", "a/x").sample("main", 5, 6, 7).write(folder.resolve("thrice"));

        assertThat(lines(twice, twice))
                .contains("  old  2 x in 1 samples, " + twice, "  new  2 x in 1 samples, " + twice);
        assertThat(lines("--type", "1", twice, thrice))
                .contains("  old  2 x in 1 samples, " + twice, "  new  6 x in 1 samples, " + thrice);
        assertThat(Run.of("profile", "top", "--type", "a", twice).err())
                .endsWith("take one by its place: --type 0 or --type 1\n");
        Run ambiguous = Run.of("profile", "diff", twice, thrice);
        assertThat(ambiguous.exitCode()).isEqualTo(2);
        assertThat(ambiguous.err())
                .isEqualTo("hone: " + thrice
                        + ": there are several values a/x; take one by its place: --type 1 or --type 2\n");
        assertThat(Run.of("profile", "diff", "--type", "0", twice, thrice).err())
                .startsWith("hone: " + thrice + ": it counts b/x there, and " + twice + " counts a/x");
        assertThat(Run.of("profile", "top", "--type", "2", twice).err()).contains("there is no value type '2'");
    }

    @Test
    void diff_ofOneProfile_orOfThree_orOfStandardInputTwice_isRefused() {
        assertRefused("Missing required parameter: 'NEW'", OLD);
        assertRefused("too many arguments", OLD, OLD, OLD);
        assertRefused("only one of both profiles can come from standard input", "-", "-");
    }

    private static void assertRefused(String message, String... files) {
        List<String> all = new ArrayList<>(List.of("profile", "diff"));
        all.addAll(List.of(files));
        Run run = Run.of(all.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
