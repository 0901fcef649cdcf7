package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hone profile check}, {@code drift}, {@code explain} and the rules of {@code canonical}. */
final class ProfileJudgementTest {
    private static final String TEN_SAMPLES_NO_FRAMES = "2\0\n\4\b\1\20\0022\7samples2\5count\22\2\20\1";

    @TempDir
    private Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void check_ofAWeakProfile_saysWhatToDo_andIsFine_unlessStrict() {
        Run run = Run.of("profile", "check", Run.EXAMPLE);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("cpu.pb.gz: weak, it will do")
                .contains("  weak: 807 samples are few; 10,000 are good")
                .contains("  coverage  ")
                .contains("  idle      ");
        assertThat(Run.of("profile", "check", "--strict", Run.EXAMPLE).exitCode())
                .isEqualTo(1);
    }

    @Test
    void check_ofWhatIsNoProfile_isTheAnswerNo() {
        Run run = Run.of("profile", "check", "pom.xml");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("pom.xml: refused, do not build with it").contains("  refused: this is text");
    }

    @Test
    void check_ofNothing_orOfAProfileWithoutCalls_isTheAnswerNo() {
        assertThat(Run.withInput(new byte[0], "profile", "check", "-").exitCode())
                .isEqualTo(1);
        byte[] frameless = TEN_SAMPLES_NO_FRAMES.getBytes(StandardCharsets.ISO_8859_1);
        for (String go : new String[] {"1.26", "1.27"}) {
            assertThat(Run.withInput(frameless, "profile", "check", "--go", go, "-")
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void check_ofAFileThatIsNotThere_fails() {
        Run run = Run.of("profile", "check", "nowhere.pb.gz");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("nowhere.pb.gz: there is no such file");
    }

    @Test
    void check_asJson_hasVerdictReasonsAndFigures() {
        assertThat(Run.of("profile", "check", "--json", Run.EXAMPLE).out())
                .contains("\"verdict\" : \"weak\"")
                .contains("\"code\" : \"FEW_SAMPLES\"")
                .contains("\"samples\" : 807")
                .contains("\"edges\" : 355")
                .contains("\"hotEdges\" : 345")
                .contains("\"coverage\" : 0.")
                .contains("\"startLineShare\" : 1.0")
                .contains("\"staleShare\" : null");
        assertThat(Run.of("profile", "check", "--json", "pom.xml").out())
                .contains("\"verdict\" : \"refused\"")
                .contains("\"code\" : \"NOT_A_PROFILE\"");
    }

    @Test
    void check_withSymbols_tellsWhetherTheProfileIsOfTheProgram() throws IOException {
        Run other = Run.of("profile", "check", "--symbols", file("other", "  4a0 T main.main\n"), Run.EXAMPLE);

        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("it is of another").contains("  stale     100.0%");
        Run none = Run.of("profile", "check", "--symbols", file("none", "\n"), Run.EXAMPLE);
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err()).contains("none: there are no names in it");
        assertThat(Run.of("profile", "check", "--symbols", "nowhere", Run.EXAMPLE)
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void drift_toItself_isSame() {
        Run run = Run.of("profile", "drift", Run.EXAMPLE, Run.EXAMPLE);

        assertThat(run)
                .isEqualTo(
                        new Run(0, "same: the compiler sees the very same calls, so go compiles nothing again\n", ""));
    }

    @Test
    void drift_toTheSameScaled_isSame_thoughGoWouldCompileAgain() {
        String scaled = folder.resolve("scaled").toString();
        Run.of("profile", "merge", Run.EXAMPLE + "=1000", "-o", scaled);

        Run run = Run.of("profile", "drift", Run.EXAMPLE, scaled);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("same: the compiler decides the same; go would compile every package again");
    }

    @Test
    void drift_toAProfileOfOtherCalls_isChanged_andSaysWhich() {
        String renamed = renamed();

        Run run = Run.of("profile", "drift", "-n", "3", Run.EXAMPLE, renamed);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("changed: ")
                .contains("BY CHANCE")
                .contains("; the 3 with the most weight:")
                .contains("hot-callee-lost");
        assertThat(Run.of("profile", "drift", "--json", Run.EXAMPLE, renamed).out())
                .contains("\"verdict\" : \"changed\"")
                .contains("\"overlap\" : 0.")
                .contains("\"kept\" : 0.")
                .contains("\"noiseFloor\" : 0.")
                .contains("\"kind\" : \"hot-callee-gained\"");
    }

    @Test
    void drift_toAProfileWithoutCalls_fails_soThatItReplacesNothing() throws IOException {
        Run run = Run.of("profile", "drift", Run.EXAMPLE, file("empty", ""));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("empty: there are no calls in it").contains("keep the old one");
        assertThat(Run.of("profile", "drift", file("empty", ""), Run.EXAMPLE).exitCode())
                .isEqualTo(1);
    }

    private String renamed() {
        String renamed = folder.resolve("renamed").toString();
        Run.of("profile", "canonical", "--rename", "r*=other.r*", Run.EXAMPLE, "-o", renamed);
        return renamed;
    }

    @Test
    void drift_ofWeightsThatCannotBeJudged_namesTheFile() {
        String negative = Pb.of("cpu/nanoseconds")
                .sample("main work", 100)
                .sample("main rest", -5)
                .write(folder.resolve("negative"));
        String huge =
                Pb.of("cpu/nanoseconds").sample("main work", Long.MAX_VALUE - 1).write(folder.resolve("huge"));

        assertDriftRefuses(negative, "has a negative weight", negative, Run.EXAMPLE);
        assertDriftRefuses(negative, "has a negative weight", Run.EXAMPLE, negative);
        assertDriftRefuses(huge, "more than can be calculated with", huge, Run.EXAMPLE);
        assertDriftRefuses(huge, "more than can be calculated with", Run.EXAMPLE, huge);
    }

    private static void assertDriftRefuses(String file, String message, String before, String after) {
        Run run = Run.of("profile", "drift", before, after);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: " + file + ": ").contains(message);
    }

    @Test
    void drift_withOneProfile_orTwoFromStandardInput_asksForTheOther() {
        assertThat(Run.of("profile", "drift", Run.EXAMPLE).exitCode()).isEqualTo(2);
        assertThat(Run.of("profile", "drift", "-", "-").err()).contains("only one of both");
    }

    @Test
    void explain_ofACallOfAFunction_showsItsPlace() {
        Run run = Run.of("profile", "explain", Run.EXAMPLE, "sort.StringSlice.Less:0", "cmpbody");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("345 of 355 calls make up 99% of all weight and are hot")
                .contains("sort.StringSlice.Less:0, a hot site\n")
                .contains("   2      39  3.78%  11.23%  hot  never  cmpbody  <")
                .contains("runtime.cmpstring")
                .contains("for one callee only: cmpbody");
        assertThat(Run.of("profile", "explain", "--json", Run.EXAMPLE, "sort.StringSlice.Less")
                        .out())
                .contains("\"threshold\" : 99.0")
                .contains("\"flipsAt\" : null");
    }

    @Test
    void explain_withAnotherThreshold_movesTheLine() {
        assertThat(Run.of("profile", "explain", "--threshold", "50", Run.EXAMPLE, "sort.StringSlice.Less")
                        .out())
                .contains("make up 50% of all weight")
                .contains("cold at ")
                .contains("hot at ");
        assertThat(Run.of("profile", "explain", "--threshold", "101", Run.EXAMPLE, "x")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void explain_completesNames_butNeverGuesses() {
        assertThat(Run.of("profile", "explain", Run.EXAMPLE, "tryBacktrack:70").out())
                .contains("regexp.(*Regexp).tryBacktrack:70, a hot site");
        Run several = Run.of("profile", "explain", Run.EXAMPLE, "regexp");
        assertThat(several.exitCode()).isEqualTo(2);
        assertThat(several.err()).contains("'regexp' may be any of ").contains("regexp.(*Regexp).tryBacktrack");
        Run none = Run.of("profile", "explain", Run.EXAMPLE, "regexp.(*Regexp).tryBactrack");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("did you mean 'regexp.(*Regexp).tryBacktrack'?");
    }

    @Test
    void explain_ofALineWithoutCalls_namesThoseWithCalls() {
        Run run = Run.of("profile", "explain", Run.EXAMPLE, "tryBacktrack:71");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no such call was seen").contains("70");
    }

    @Test
    void canonical_withDeny_tellsTheLostShare_andTheCalleeIsHotNoMore() {
        String out = folder.resolve("out").toString();

        Run run = Run.of("profile", "canonical", "--deny", "\\.tryBacktrack$", Run.EXAMPLE, "-o", out);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo("note: deny \\.tryBacktrack$: 1 function, 11.2% of all weight, 11.2% by hot calls\n");
        assertThat(Run.of("profile", "edges", "-n", "0", out).out())
                .doesNotContain("-> regexp.(*Regexp).tryBacktrack\n")
                .contains("-> DO NOT INLINE: regexp.(*Regexp).tryBacktrack\n")
                .contains("regexp.(*Regexp).tryBacktrack:70 -> ");
        assertThat(Run.of("profile", "canonical", "-q", "--deny", "x", Run.EXAMPLE, "-o", out)
                        .err())
                .isEmpty();
    }

    @Test
    void canonical_withRulesFromAFile_appliesThem_orNamesTheLineThatIsWrong() throws IOException {
        String out = folder.resolve("out").toString();
        String rules = file("rules", "# known ones\ndeny-known\nrename regexp.*=ours/regexp.*\n");

        Run run = Run.of("profile", "canonical", "--rules", rules, Run.EXAMPLE, "-o", out);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("note: deny-exactly runtime.gopark: ")
                .contains("note: rename regexp.*=ours/regexp.*: ");
        assertThat(Run.of("profile", "edges", out).out()).contains("ours/regexp.(*Regexp).backtrack:19");
        Run wrong = Run.of("profile", "canonical", "--rules", file("wrong", "\ndeny (\n"), Run.EXAMPLE, "-o", out);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("wrong: line 2: ").contains("not a regular expression");
        assertThat(Run.of("profile", "canonical", "--rules", "nowhere", Run.EXAMPLE, "-o", out)
                        .exitCode())
                .isEqualTo(2);
    }
}
