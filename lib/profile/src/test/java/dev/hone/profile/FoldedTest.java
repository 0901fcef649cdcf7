package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FoldedTest {
    private static final ProfileLimits LIMITS = ProfileLimits.defaults();
    private static final String TWO = "main;parse;read 12\nmain;idle 3\n";

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads a file that begins with two sound lines, so that its format is plain, and gives the samples behind them. */
    private static List<String> read(String rest) {
        ProfileFile file = AnyFormat.read(bytes(TWO.repeat(5) + rest), LIMITS);
        assertThat(file.format()).isEqualTo(ProfileFormat.FOLDED);
        List<String> samples = SimpleFolded.samples(file.profile());
        return samples.subList(10, samples.size());
    }

    @Test
    void read_ofFoldedStacks_givesSamplesLeafFirst_andAFunctionForEachName() {
        Profile profile = AnyFormat.read(bytes(TWO), LIMITS).profile();

        assertThat(SimpleFolded.samples(profile)).containsExactly("[read, parse, main] 12", "[idle, main] 3");
        assertThat(profile.sampleTypes()).hasToString("[samples/count]");
        assertThat(profile.functions().size()).isEqualTo(4);
        assertThat(profile.functions().startLine(0)).isZero();
        assertThat(profile.locations().size()).isEqualTo(4);
        assertThat(profile.mappings()).isEmpty();
        assertThat(profile.defects()).isEmpty();
    }

    @Test
    void read_ofPackedFoldedStacks_unpacksThem() {
        ProfileFile file = AnyFormat.read(Sound.gzip(bytes(TWO)), LIMITS);

        assertThat(file.encoding()).isEqualTo(Encoding.GZIP);
        assertThat(file.format()).isEqualTo(ProfileFormat.FOLDED);
        assertThat(file.expanded().bytes()).isEqualTo(TWO.length());
    }

    @Test
    void read_ofNames_keepsThemAsTheyAre() {
        assertThat(read("operator new (unsigned long);a b  7\n"))
                .containsExactly("[a b , operator new (unsigned long)] 7");
        assertThat(read("  java/lang/Thread.run_[j];sys_read_[k] 1\n"))
                .containsExactly("[sys_read_[k],   java/lang/Thread.run_[j]] 1");
        assertThat(read("na\u00efve\u00ff;a\0b;\u001b[31m 1\n"))
                .containsExactly("[\u001b[31m, a\0b, na\u00efve\u00ff] 1");
        assertThat(read("[kernel];#0 frame;# x 1\n")).containsExactly("[# x, #0 frame, [kernel]] 1");
        assertThat(read("GC Thread 4 17\n")).containsExactly("[GC Thread 4] 17");
    }

    @Test
    void read_ofFramesWithoutName_leavesThemOut() {
        assertThat(read(";;a;;b; 4\n; 5\n 6\na; 7\n")).containsExactly("[b, a] 4", "[] 5", "[] 6", "[a] 7");
    }

    @Test
    void read_ofLinesThatShareTheirBeginning_keepsThemApart() {
        assertThat(read("a;b;c 1\na;b;cd 1\na;b 1\na;b;c 1\na;bb;c 1\na 1\na;b 10\n"))
                .containsExactly(
                        "[c, b, a] 1", "[cd, b, a] 1", "[b, a] 1", "[c, b, a] 1", "[c, bb, a] 1", "[a] 1", "[b, a] 10");
    }

    @Test
    void read_ofWhatIsAroundStacks_skipsIt() {
        assertThat(read("# a comment;b 5\n#\n\n \t \r\na;b 1\r\na;c\t2 \n#\r\na;d 3"))
                .containsExactly("[b, a] 1", "[c, a] 2", "[d, a] 3");
        assertThat(SimpleFolded.samples(AnyFormat.read(bytes("\u00ef\u00bb\u00bf" + TWO), LIMITS)
                        .profile()))
                .startsWith("[read, parse, main] 12");
    }

    @Test
    void read_ofCounts_takesWholeNumbers() {
        assertThat(read("a;b 0\na;b 007\na;b 5.\na;b 5.00\na;b 9223372036854775807\n"))
                .containsExactly("[b, a] 0", "[b, a] 7", "[b, a] 5", "[b, a] 5", "[b, a] 9223372036854775807");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a;b                   | does not end in a blank and a count
                    a;b c                 | does not end in a blank and a count
                    a;b 12;c              | does not end in a blank and a count
                    a;b 0x12              | does not end in a blank and a count
                    a;b 1e3               | does not end in a blank and a count
                    12                    | does not end in a blank and a count
                    #a;b                  | does not end in a blank and a count
                    a;b -5                | has a negative count
                    a;b 1.5               | has a fraction for a count
                    a;b 9223372036854775808  | has a count that does not fit 64 bits
                    a;b 99999999999999999999 | has a count that does not fit 64 bits
                    """)
    void read_ofLineThatIsNoStack_namesTheLineAndShowsIt(String line, String said) {
        assertThatThrownBy(() -> read("# not a stack\n" + line + "\na;b 1\n"))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.MALFORMED))
                .hasMessage("line 12 of the folded stacks %s: '%s'", words(said), line);
    }

    private static String words(String said) {
        return said.startsWith("has a negative")
                ? said + ", which no profile but a difference has"
                : said.startsWith("has a fraction")
                        ? said + "; multiply all counts, so that they are whole numbers"
                        : said;
    }

    @Test
    void read_ofHostileLine_showsNothingThatForgesOutput() {
        assertThatThrownBy(() -> read("\u001b[2J" + "x".repeat(500) + "\n"))
                .hasMessageContaining("'\\u001b[2Jxxx")
                .hasMessageEndingWith("x…'");
    }

    @Test
    void read_ofTwoProfilesSideBySide_isRefused() {
        assertThatThrownBy(() -> AnyFormat.read(bytes("a;b 1 2\na;c 0 4\na 7 1\n"), LIMITS))
                .hasMessageContaining("two profiles side by side");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main 12\nidle 3\n",
                "Meet me at 5\nor at 6; whatever\n",
                "a;b\na;c\n",
                "# only a comment; 5\n",
                "\n\n \n",
            })
    void read_ofOtherText_isNotTakenForFoldedStacks(String text) {
        assertThatThrownBy(() -> AnyFormat.read(bytes(text), LIMITS))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.NOT_A_PROFILE))
                .hasMessageContaining("this is text");
    }

    @Test
    void read_ofVeryLongFirstLine_stillKnowsTheFormat() {
        String deep = "java/util/stream/AbstractPipeline.evaluate;".repeat(2_000) + "leaf 1\n";

        Profile profile = AnyFormat.read(bytes(deep), LIMITS).profile();

        assertThat(profile.samples().depth(0)).isEqualTo(2_001);
        assertThat(profile.functions().size()).isEqualTo(2);
    }

    @Test
    void read_overALimit_namesIt() {
        String names = "alpha;beta;gamma 1\nalpha;beta;delta 2\n";
        for (String limit : List.of("samples 1", "depth 2", "functions 3", "locations 3", "strings 15")) {
            String[] given = limit.split(" ", -1);
            assertThatThrownBy(() -> AnyFormat.read(bytes(names), Sound.limits(given[0], given[1])))
                    .hasMessageContaining("the limit '" + given[0] + "'");
        }
    }

    @Test
    void merge_ofFoldedStacks_meetsByName() {
        Merger merger = new Merger(LIMITS, 1);
        merger.add(AnyFormat.read(bytes("a;b 1\nc;b 2\n"), LIMITS).profile());
        merger.add(AnyFormat.read(bytes("x;b 7\nc;b 5\n"), LIMITS).profile());

        Profile merged = Pprof.read(Pprof.write(merger.result()), LIMITS).profile();

        assertThat(SimpleFolded.samples(merged)).containsExactly("[b, a] 1", "[b, c] 7", "[b, x] 7");
    }

    @Test
    void read_ofManyRandomLines_agreesWithTheSimpleReading() {
        Random random = new Random(7);
        int read = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] text = bytes(randomLines(random));
            Optional<List<String>> simple = SimpleFolded.read(text);
            read += simple.isPresent() ? 1 : 0;
            assertThat(decode(text))
                    .as(new String(text, StandardCharsets.ISO_8859_1))
                    .isEqualTo(simple);
        }
        assertThat(read).isBetween(500, 1_900);
    }

    private static String randomLines(Random random) {
        String[] pieces = {
            "a", "a", "b", "main", ";", ";", ";", " ", " ", "\t", "1", "20", "#", "\r", "-", ".", "0", "\u00ff"
        };
        StringBuilder text = new StringBuilder();
        for (int lines = random.nextInt(6); lines >= 0; lines--) {
            for (int i = random.nextInt(10); i > 0; i--) {
                text.append(pieces[random.nextInt(random.nextInt(4) == 0 ? pieces.length : 8)]);
            }
            text.append(random.nextInt(20) == 0 ? "" : " " + random.nextInt(1, 100))
                    .append('\n');
        }
        return text.toString();
    }

    /** What the decoder makes of bytes; empty when it refuses them. */
    static Optional<List<String>> decode(byte[] text) {
        try {
            Budget budget = new Budget(Long.MAX_VALUE);
            return Optional.of(SimpleFolded.samples(new FoldedDecoder(text, text.length, LIMITS, budget).decode()));
        } catch (ProfileException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    @Test
    void read_ofTextInUtf16_saysSo() {
        String text = "main;work 3\nmain;rest 4\n";
        for (byte[] bytes : List.of(
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE), text.getBytes(StandardCharsets.UTF_16))) {
            assertThatThrownBy(() -> AnyFormat.read(bytes, LIMITS))
                    .hasMessage("this is text in UTF-16, not a pprof profile; write it in UTF-8: "
                            + "iconv -f UTF-16 -t UTF-8 FILE > NEW");
        }
    }
}
