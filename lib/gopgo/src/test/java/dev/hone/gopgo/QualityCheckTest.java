package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hone.gopgo.Quality.Reason;
import dev.hone.gopgo.Quality.Verdict;
import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class QualityCheckTest {
    private static Quality judge(Stacks stacks) {
        return judge(stacks, null);
    }

    private static Quality judge(Stacks stacks, @Nullable SymbolList symbols) {
        return new QualityCheck(GoRelease.GO_1_26, QualityPolicy.USUAL, symbols, 1).judge(stacks.profile());
    }

    private static Stacks good() {
        return Stacks.ofCpu().times(1_700_000_000_000_000_000L, 30_000_000_000L).cpu(20_000, "main.work", "main.main");
    }

    private static QualityFigures figures(Quality quality) {
        if (quality.figures() == null) {
            throw new AssertionError(quality);
        }
        return quality.figures();
    }

    private static void assertRefused(Stacks stacks, String code, String message) {
        Quality quality = judge(stacks);

        assertThat(quality.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(quality.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.message()).contains(message);
        });
        assertThat(quality.figures()).isNull();
    }

    private static void assertReason(Quality quality, Verdict verdict, QualityProblem problem, String message) {
        assertThat(quality.verdict()).as("%s", quality).isEqualTo(verdict);
        assertThat(quality.reasons()).extracting(Reason::code).contains(problem.name());
        assertThat(quality.reasons().getFirst().verdict()).isEqualTo(verdict);
        assertThat(quality.reasons())
                .anySatisfy(reason -> assertThat(reason.message()).contains(message));
    }

    @Test
    void goodProfile_isGood_andHasNoReasons() {
        Quality quality = judge(good());

        assertThat(quality.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(quality.reasons()).isEmpty();
        assertThat(figures(quality).samples()).isEqualTo(20_000);
        assertThat(figures(quality).edges()).isEqualTo(1);
        assertThat(figures(quality).startLines()).isEqualTo(1);
        assertThat(figures(quality).times().coresBusy()).isCloseTo(6.67, within(0.01));
    }

    @Test
    void otherKinds_areRefused_eachWithWhatItIs() {
        long[] two = {1, 1};
        assertRefused(
                new Stacks("alloc_objects/count", "alloc_space/bytes").sample(two, "a", "b"),
                "NOT_CPU",
                "a heap profile");
        assertRefused(new Stacks("goroutine/count").sample(new long[] {1}, "a", "b"), "NOT_CPU", "a goroutine profile");
        assertRefused(new Stacks("threadcreate/count").sample(new long[] {1}, "a", "b"), "NOT_CPU", "threadcreate");
        assertRefused(
                new Stacks("contentions/count", "delay/nanoseconds").sample(two, "sync.(*Mutex).Unlock", "b"),
                "NOT_CPU",
                "a mutex profile");
        assertRefused(
                new Stacks("contentions/count", "delay/nanoseconds").sample(two, "runtime.selectgo", "b"),
                "NOT_CPU",
                "a block profile");
        assertRefused(
                new Stacks("bananas/count").sample(new long[] {1}, "a", "b"), "NOT_CPU", "measures [bananas/count]");
        assertRefused(new Stacks(), "NOT_CPU", "does not say what it measures");
    }

    /** Go would take the samples of such a profile for CPU samples. */
    @Test
    void wallClockProfile_isRefused_thoughGoTakesIt() {
        Stacks fgprof = new Stacks("samples/count", "time/nanoseconds")
                .periodType("wallclock/nanoseconds", 1)
                .sample(new long[] {9, 9}, "a", "b");

        assertThat(ProfileEdges.of(fgprof.profile(), GoRelease.GO_1_26).size()).isEqualTo(1);
        assertRefused(fgprof, "NOT_CPU", "a wall-clock profile");
    }

    @Test
    void samplesOfUnsaidKind_areWeak() {
        Stacks stacks = new Stacks("samples/count").sample(new long[] {20_000}, "a", "b");

        assertReason(judge(stacks), Verdict.WEAK, QualityProblem.KIND_NOT_SAID, "does not say of what");
    }

    @Test
    void profilesWithoutEffect_areRefused_eachWithItsReason() {
        assertRefused(Stacks.ofCpu(), "NO_SAMPLES", "no samples");
        assertRefused(Stacks.ofCpu().cpu(0, "a", "b"), "NO_WEIGHT", "count nothing");
        assertRefused(Stacks.ofCpu().cpu(9, "a"), "NO_CALLS", "one frame deep");
        assertRefused(Stacks.ofCpu().in("a.go", 0).cpu(9, "a", "b"), "NO_START_LINES", "on which line it starts");
    }

    @Test
    void valuesThatCannotBeAddedUp_areRefused() {
        assertRefused(Stacks.ofCpu().sample(new long[] {-1, 0}, "a", "b"), "NEGATIVE", "difference");
        assertRefused(Stacks.ofCpu().sample(new long[] {1, -1}, "a", "b"), "NEGATIVE", "difference");
        long most = Long.MAX_VALUE / 2;
        assertRefused(
                Stacks.ofCpu().sample(new long[] {most, 1}, "a", "b").sample(new long[] {1, 1}, "a", "b"),
                "OVERFLOW",
                "scale");
        assertRefused(new Stacks("samples/count").inlinedOnce(most - 1, "c", "d", "e", "f"), "OVERFLOW", "scale");
    }

    @Test
    void hostileNames_areRefused_ifTheCompilerSeesThem() {
        for (String name : new String[] {"a\nb", "a\rb", "a\0b", "a\u202eb", "a\u200bb", "a\u0085b"}) {
            assertReason(judge(good().cpu(1, name, "main.main")), Verdict.REFUSED, QualityProblem.HOSTILE_NAME, "a\\u");
            assertThat(judge(good().cpu(1, "main.work", "main.main", name)).verdict())
                    .isEqualTo(Verdict.GOOD);
        }
        assertReason(
                judge(good().cpu(1, "main.work", "x".repeat(1 << 20))),
                Verdict.REFUSED,
                QualityProblem.LONG_NAME,
                "1,048,576 bytes");
        assertThat(judge(good().cpu(1, "main.größe[go.shape.int]", "main.main")).verdict())
                .isEqualTo(Verdict.GOOD);
    }

    @Test
    void renamedFunctions_areTold() {
        assertReason(
                judge(good().cpu(1, "DO NOT INLINE: main.f", "main.main")),
                Verdict.WEAK,
                QualityProblem.RENAMED,
                "DO NOT INLINE: main.f");
    }

    @Test
    void missingStartLines_areWeak_fromFivePercentOfWeightOn() {
        assertThat(judge(good().in("a.go", 0).cpu(900, "main.f", "main.g")).verdict())
                .isEqualTo(Verdict.GOOD);
        assertReason(
                judge(good().in("a.go", 0).cpu(5_000, "main.f", "main.g")),
                Verdict.WEAK,
                QualityProblem.START_LINES_MISSING,
                "only 80.0%");
    }

    @Test
    void missingSymbols_areWeak() {
        for (String name : new String[] {"", "0x4a2b", "[unknown]", "<unknown>", "-", "??"}) {
            assertReason(
                    judge(good().cpu(20_000, name, "main.main")),
                    Verdict.WEAK,
                    QualityProblem.SYMBOLS_MISSING,
                    "only 50.0%");
        }
    }

    @Test
    void idleProgram_isWeak() {
        assertReason(
                judge(good().cpu(
                                30_000,
                                "runtime.futex",
                                "runtime.futexsleep",
                                "runtime.findRunnable",
                                "runtime.schedule")),
                Verdict.WEAK,
                QualityProblem.IDLE,
                "60.0% of the samples");
        assertThat(figures(judge(good().cpu(30_000, "runtime.futex", "runtime.futexwakeup", "main.main")))
                        .idle())
                .as("waking a thread is work")
                .isZero();
    }

    @Test
    void fewSamples_areWeak_andSayHowLongToGoOn() {
        Quality quality = judge(Stacks.ofCpu().times(1, 30_000_000_000L).cpu(2_000, "main.work", "main.main"));

        assertReason(quality, Verdict.WEAK, QualityProblem.FEW_SAMPLES, "2,000 samples are few; 10,000 are good");
        assertThat(quality.reasons().getFirst().message())
                .contains("(2m0s of the same)")
                .doesNotContain("busier");
        assertThat(judge(Stacks.ofCpu().times(1, 30_000_000_000L).cpu(200, "main.work", "main.main"))
                        .reasons()
                        .getFirst()
                        .message())
                .contains("busier than 0.07 cores");
    }

    @Test
    void unknownHotCalls_areWeak_andSayHowManySamplesMore() {
        Stacks stacks = Stacks.ofCpu().times(1, 30_000_000_000L);
        EdgeMap map = new Workload(3_000, 0.9).profile(12_000, 1);
        Edges.list(map).forEach(edge -> stacks.cpu(edge.weight(), edge.callee() + "", edge.caller() + ""));

        assertReason(judge(stacks), Verdict.WEAK, QualityProblem.LOW_COVERAGE, "samples more would do");
    }

    @Test
    void nanoseconds_areCountedInPeriods() {
        Stacks stacks = new Stacks("cpu/nanoseconds")
                .periodType("cpu/nanoseconds", 10_000_000)
                .times(1, 30_000_000_000L)
                .sample(new long[] {200_000_000_000L}, "main.work", "main.main");

        assertThat(figures(judge(stacks)).samples()).isEqualTo(20_000);
    }

    @Test
    void foreignProgram_isRefused_andAMixedOneIsWeak() {
        assertReason(
                judge(Stacks.ofCpu().in("main.cc", 3).cpu(20_000, "f()", "main")),
                Verdict.REFUSED,
                QualityProblem.NOT_GO,
                "not written in Go");
        assertReason(
                judge(good().in("main.cc", 3).cpu(30_000, "f()", "main")),
                Verdict.WEAK,
                QualityProblem.MOSTLY_NOT_GO,
                "only 40.0%");
        assertThat(judge(Stacks.ofCpu().times(1, 30_000_000_000L).in("", 3).cpu(20_000, "main.f", "main.g"))
                        .verdict())
                .as("canonical profiles name no files")
                .isEqualTo(Verdict.GOOD);
    }

    @Test
    void staleSymbols_areWeakAboveAFifth_andRefusedAboveAHalf() throws IOException {
        SymbolList symbols = symbols("main.work", "main.main");

        assertThat(figures(judge(good(), symbols)).stale()).isZero();
        assertThat(judge(good().cpu(4_000, "old", "main.main"), symbols).verdict())
                .isEqualTo(Verdict.GOOD);
        assertReason(
                judge(good().cpu(6_000, "old", "main.main"), symbols),
                Verdict.WEAK,
                QualityProblem.PARTLY_STALE,
                "23.1%");
        assertReason(
                judge(good().cpu(21_000, "main.work", "old"), symbols), Verdict.REFUSED, QualityProblem.STALE, "51.2%");
    }

    /** A function that is always inlined has no symbol. */
    @Test
    void inlinedFunctions_areNotStale() throws IOException {
        Quality quality = judge(good().inlined(20_000, "main.small", "main.main"), symbols("main.work", "main.main"));

        assertThat(figures(quality).edges()).isEqualTo(2);
        assertThat(figures(quality).stale()).isZero();
    }

    private static SymbolList symbols(String... names) throws IOException {
        return SymbolList.read(new ByteArrayInputStream(String.join("\n", names).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void labels_areWorthANote_whenTheySplitSamples() {
        Stacks stacks = good();
        for (int i = 0; i < 9; i++) {
            stacks.labelled("tenant", "t" + i, 1);
        }

        Quality quality = judge(stacks);

        assertThat(figures(quality).labelBloat()).isEqualTo(10);
        assertReason(quality, Verdict.GOOD, QualityProblem.LABELS, "10.0 samples of one");
    }

    @Test
    void oddTimes_areWeak_andMissingOnesANote() {
        assertReason(
                judge(Stacks.ofCpu().times(1, -5).cpu(20_000, "a", "b")),
                Verdict.WEAK,
                QualityProblem.ODD_TIMES,
                "cannot");
        assertReason(
                judge(Stacks.ofCpu().times(1, 5).cpu(20_000, "a", "b")),
                Verdict.WEAK,
                QualityProblem.ODD_TIMES,
                "cannot");
        assertReason(judge(Stacks.ofCpu().cpu(20_000, "a", "b")), Verdict.GOOD, QualityProblem.NO_DURATION, "how long");
    }

    @Test
    void fileThatCannotBeDecoded_isRefused_andOneThatCannotBeReadIsNotJudged() {
        ProfileReader reader = new ProfileReader(ProfileLimits.defaults());
        QualityCheck check = new QualityCheck(GoRelease.GO_1_26, QualityPolicy.USUAL, null, 1);

        Quality quality = check.judge(() -> {
            try {
                return reader.readUnchecked(new ByteArrayInputStream(new byte[] {'x', 'y'}));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(quality.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(quality.reasons().getFirst().code()).isEqualTo("NOT_A_PROFILE");
        assertThatThrownBy(() -> check.judge(() -> {
                    throw new ProfileException(ProfileError.NOT_FOUND, "there is no such file");
                }))
                .isInstanceOf(ProfileException.class);
    }

    @Test
    void verdict_isThatOfTheWorstReason_whichComesFirst() {
        Quality quality = judge(Stacks.ofCpu().cpu(10, "a\nb", "main.main"));

        assertThat(quality.reasons())
                .extracting(Reason::verdict)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .contains(Verdict.REFUSED, Verdict.WEAK, Verdict.GOOD);
    }
}
