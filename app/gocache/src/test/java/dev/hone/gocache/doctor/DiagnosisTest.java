package dev.hone.gocache.doctor;

import static dev.hone.gocache.doctor.Recorded.key;
import static dev.hone.gocache.doctor.Recorded.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiagnosisTest {
    @TempDir
    Path folder;

    private Diagnosis between(String first, String second) throws IOException {
        return Diagnosis.between(log(folder, "/a/app", first), log(folder, "/a/app", second));
    }

    @Test
    void packagesThatOnlyFollow_areCountedAndNotNamed() throws IOException {
        Diagnosis diagnosis = between(
                key("build a", 1, "compile\\n", "file a.go one\\n") + "\n"
                        + key("build b", 2, "compile\\n", "import a x\\n") + "\n"
                        + key("link b", 3, "packagefile a=x\\n", "packagemain x/y\\n"),
                key("build a", 4, "compile\\n", "file a.go two\\n") + "\n"
                        + key("build b", 5, "compile\\n", "import a y\\n") + "\n"
                        + key("link b", 6, "packagefile a=y\\n", "packagemain y/y\\n"));
        assertThat(diagnosis.packages()).isEqualTo(2);
        assertThat(diagnosis.different()).isEqualTo(2);
        assertThat(diagnosis.following()).isEqualTo(1);
        assertThat(diagnosis.findings())
                .containsExactly(
                        new Finding(Cause.WRITTEN, "build a", "file a.go", "file a.go one", "file a.go two", 1));
        assertThat(diagnosis.isSame()).isFalse();
    }

    /** go prints what it does at the same time line by line, in whatever order. */
    @Test
    void order_inWhichGoPrints_doesNotMatter() throws IOException {
        String first = key("open", 1, "stat 1") + "\n" + key("open", 2, "stat 2");
        String second = key("open", 2, "stat 2") + "\n" + key("open", 1, "stat 1");
        Diagnosis diagnosis = between(first, second);
        assertThat(diagnosis.isSame()).isTrue();
        assertThat(diagnosis.findings()).isEmpty();
    }

    /** go makes up the key of a link once or twice, as it comes. */
    @Test
    void keyThatOneBuildMakesUpTwice_countsOnce() throws IOException {
        String link = key("link a", 1, "go1.26\\n", "link\\n");
        assertThat(between(link + "\n" + link, link).findings()).isEmpty();

        String build = key("build a", 2, "dir /a\\n");
        String other = key("build a", 3, "dir /b\\n");
        String otherLink = key("link a", 4, "go1.26\\n", "link\\n");
        assertThat(between(build + "\n" + link + "\n" + link, other + "\n" + otherLink)
                        .findings())
                .extracting(Finding::name)
                .containsExactly("build a");
    }

    @Test
    void packagesOfOneBuildOnly_areSaidToBeMissing() throws IOException {
        Diagnosis diagnosis = between(key("build a", 1) + "\n" + key("build b", 2), key("build a", 1));
        assertThat(diagnosis.missing()).isOne();
        assertThat(diagnosis.isSame()).isFalse();
    }

    @Test
    void inputThatOnlyOneBuildHas_isNamed() throws IOException {
        assertThat(between(key("build a", 1, "x\\n"), key("build a", 2, "x\\n", "embed f y\\n"))
                        .findings())
                .containsExactly(new Finding(Cause.WRITTEN, "build a", "embed f", "", "embed f y", 1));
    }

    @Test
    void variables_areNamedFirst_andOnlyWhereAKeyDiffers() throws IOException {
        byte[] one = key("build a", 1, "CC=[gcc] [-O1]\\n").getBytes(StandardCharsets.UTF_8);
        byte[] two = key("build a", 2, "CC=[gcc] [-O2]\\n").getBytes(StandardCharsets.UTF_8);
        InputLog first = log(folder, "/a", Map.of("CGO_CFLAGS", "-O1"), one);
        InputLog second = log(folder, "/a", Map.of("CGO_CFLAGS", "-O2"), two);
        assertThat(Diagnosis.between(first, second).findings())
                .extracting(finding -> finding.cause() + " " + finding.input())
                .containsExactly("ENVIRONMENT CGO_CFLAGS", "ENVIRONMENT CC");
        InputLog third = log(folder, "/a", Map.of("CGO_CFLAGS", "-O3"), one);
        assertThat(Diagnosis.between(first, third).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "build a | dir /a/app/x | dir /b/app/x | PATHS",
                "build a | dir /home/ann/go/pkg/mod/m@v1 | dir /home/u/go/pkg/mod/m@v1 | PATHS",
                "build a | CC=[gcc] [-I/a/app/include] | CC=[gcc] [-I/b/app/include] | PATHS",
                "testInputs | open /a/app/x 11 | | PATHS",
                "build a | file x.go 1 | file x.go 2 | SOURCE",
                "build a | import fmt x | | SOURCE",
                "build a | pgofile AbC | pgofile dEf | PROFILE",
                "build a | compile compile version go1.26.8 [] [] | compile compile version go1.26.9 [] [] | TOOLCHAIN",
                "build a | compile compile version go1.26.8 [] [] | compile compile version go1.26.8 [-N] [] | FLAGS",
                "build a | go1.26.8 | go1.27.1 | TOOLCHAIN",
                "build a | goos linux goarch amd64 | goos linux goarch arm64 | FLAGS",
                "build a | GOAMD64=v1 | GOAMD64=v3 | ENVIRONMENT",
                "link a | linkflags [-X main.v=1700000000] | linkflags [-X main.v=1700000001] | CLOCK",
                "link a | linkflags [-X main.v=20261121] | linkflags [-X main.v=20261122] | CLOCK",
                "link a | linkflags [-X main.v=Nov 21 18:00:01] | linkflags [-X main.v=Nov 21 18:00:02] | CLOCK",
                "link a | linkflags [-X main.v=1.2.3] | linkflags [-X main.v=1.2.4] | FLAGS",
                "moduleIndex | file a.go 2026-01-01 00:00:00 1 | file a.go 2026-01-02 00:00:00 1 | INDEX",
                "testInputs | env HOME 11 | env HOME 22 | ENVIRONMENT",
            })
    void cause_ofAnInput_isKnown(String name, String before, String after, Cause cause) {
        String second = after == null ? "" : after;
        Causes causes = new Causes(Folders.of("/a/app", "/b/app"), Map.of());
        assertThat(causes.of(new Changed(name, InputNames.of(before), before, second)))
                .isEqualTo(cause);
    }

    @Test
    void stamp_isTakenApart() {
        String before = "modinfo \\\"path\\\\tx\\\\nbuild\\\\tvcs.revision=1\\\\nbuild\\\\t-ldflags=a\\\"";
        String after = before.replace("revision=1", "revision=2");
        assertThat(ModInfo.expand(new Changed("build x", "modinfo", before, after)))
                .containsExactly(new Changed("build x", "vcs.revision", "vcs.revision=1", "vcs.revision=2"));
        assertThat(new Causes(Folders.of("/a", "/a"), Map.of())
                        .of(new Changed("build x", "mod", "mod x v0.0.0-2026-abcdefabcdef", "mod x (devel)")))
                .isEqualTo(Cause.VCS);
    }

    @Test
    void line_isReadAsGoWritesIt() {
        assertThat(HashLine.parse("HASH[build x [x.test]]: \"dir /a \\\"b\\\"]: \\n\""))
                .isEqualTo(new HashLine(HashLine.Kind.INPUT, "build x [x.test]", "dir /a \\\"b\\\"]: "));
        assertThat(HashLine.parse("HASH[link x]: " + "0a".repeat(32)))
                .isEqualTo(new HashLine(HashLine.Kind.KEY, "link x", "0a".repeat(32)));
        for (String none : new String[] {
            "",
            "HASH",
            "HASH[",
            "HASH[x]",
            "HASH[x]: ",
            "HASH[x]: " + "g".repeat(64),
            "HASH /a/b: 00",
            "# x",
            "HASH[]: 00"
        }) {
            assertThat(HashLine.parse(none)).as(none).isNull();
        }
    }

    @Test
    void linesThatAreTooLong_differByTheirEnds() throws IOException {
        String text = "x".repeat(BoundedLines.LONGEST * 2);
        Diagnosis diagnosis = between(key("build a", 1, "f " + text + "1"), key("build a", 2, "f " + text + "2"));
        assertThat(diagnosis.findings()).hasSize(1);
        assertThat(diagnosis.findings().getFirst().before().length()).isLessThan(1000);
    }

    @Test
    void whatIsNotOfKeys_isKeptAsTheWordsOfTheBuild() throws IOException {
        String said = "# app\n" + "main.go:1: no\n".repeat(100) + "HASH[a]: \"b\"\nHASH /a: 00\nlast\n";
        InputLog.Said words = InputLog.record(
                new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)),
                folder.resolve("f"),
                "/a\nb",
                Map.of("A", "b\nc"));
        assertThat(words.words()).hasSize(40).last().isEqualTo("last");
        InputLog log = InputLog.open(folder.resolve("f"));
        assertThat(log.folder()).isEqualTo("/a b");
        assertThat(log.environment()).containsEntry("A", "b c");
    }

    @Test
    void fileThatIsNone_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "hone build inputs 1\n");
        assertThatThrownBy(() -> InputLog.open(file)).hasMessageContaining("hone cache doctor --save");
        assertThatThrownBy(() -> InputLog.open(Files.write(file, new byte[0])))
                .hasMessageContaining("hone cache doctor --save");
        InputLog.record(new ByteArrayInputStream(new byte[0]), file, "/a", Map.of());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> InputLog.open(file).each(line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " cannot be read to its end");
    }
}
