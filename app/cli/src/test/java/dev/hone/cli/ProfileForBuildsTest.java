package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProfileForBuildsTest {
    private static final String HEADER = "GO PREPROFILE V1\n";

    @TempDir
    private Path folder;

    @Test
    void preprofile_goesToAFile_orToStandardOutput() throws IOException {
        Path out = folder.resolve("out.txt");

        assertThat(Run.of("profile", "preprofile", Run.EXAMPLE, "-o", out.toString()))
                .isEqualTo(new Run(0, "", ""));
        assertThat(Files.readString(out)).startsWith(HEADER + "regexp.(*Regexp).backtrack\n");
        assertThat(Run.of("profile", "preprofile", Run.EXAMPLE).out()).isEqualTo(Files.readString(out));
    }

    @Test
    void preprofile_ofARefusedProfile_leavesTheFileAlone() throws IOException {
        Path out = Files.writeString(folder.resolve("out.txt"), "before");

        Run run = Run.of("profile", "preprofile", "pom.xml", "-o", out.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: pom.xml: this is text");
        assertThat(Files.readString(out)).isEqualTo("before");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void preprofile_toAPlaceThatIsNotThere_saysSo() {
        Run run = Run.of(
                "profile",
                "preprofile",
                Run.EXAMPLE,
                "-o",
                folder.resolve("no/out").toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("no/out failed: the folder is not there");
    }

    @Test
    void preprofile_ofNothing_isTheHeaderAlone_asGoDoesIt() {
        assertThat(Run.withInput(new byte[0], "profile", "preprofile", "-").out())
                .isEqualTo(HEADER);
    }

    @Test
    void digest_isALineForEachFile_andTellsOfRefusedOnes() {
        Run run = Run.of("profile", "digest", Run.EXAMPLE, "pom.xml");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).matches("\\S+cpu.pb.gz compiler=[0-9a-f]{64} decisions=[0-9a-f]{64}\n");
        assertThat(run.err()).contains("pom.xml: this is text");
    }

    @Test
    void digest_asJson_hasGosToken() {
        Run run = Run.of("profile", "digest", "--json", Run.EXAMPLE, "pom.xml");

        assertThat(run.out()).contains("\"token\" : \"8CNHnac10xJVmJS6d6bn\"").contains("\"code\" : \"NOT_A_PROFILE\"");
    }

    @Test
    void edges_areHeaviestFirst_andSayWhichAreHot() {
        Run run = Run.of("profile", "edges", "-n", "2", Run.EXAMPLE);

        assertThat(run.out())
                .contains(" calls, ")
                .contains(" of them hot")
                .contains("hot  regexp.(*Regexp).backtrack:19 -> regexp.(*Regexp).tryBacktrack");
        assertThat(run.out().lines()).hasSize(5);
        assertThat(Run.of("profile", "edges", "--json", Run.EXAMPLE).out()).contains("\"hot\" : ");
    }

    @Test
    void canonical_ofNothing_saysThatItIsBetterToHaveNone() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Run run = Run.of(
                "profile",
                "canonical",
                empty.toString(),
                "-o",
                folder.resolve("out").toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo("note: there are no calls in it; with this profile go compiles everything anew "
                        + "and gains nothing: better use none\n");
    }

    @Test
    void canonical_isSmall_givesTheSameText_andIsAFixedPoint() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertThat(Run.of("profile", "canonical", Run.EXAMPLE, "-o", one.toString()))
                .isEqualTo(new Run(0, "", ""));
        Run.of("profile", "canonical", one.toString(), "-o", two.toString());

        assertThat(Run.of("profile", "preprofile", one.toString()).out())
                .isEqualTo(Run.of("profile", "preprofile", Run.EXAMPLE).out());
        assertThat(two).hasSameBinaryContentAs(one);
        assertThat(Files.size(one)).isLessThan(Files.size(Path.of(Run.EXAMPLE)) / 2);
    }

    @Test
    void canonical_ofSeveral_isThatOfTheirMerge() {
        String merged = folder.resolve("merged").toString();
        String both = folder.resolve("both").toString();
        Run.of("profile", "merge", Run.EXAMPLE, Run.EXAMPLE + "=3", "-o", merged);
        Run.of("profile", "canonical", Run.EXAMPLE, Run.EXAMPLE, Run.EXAMPLE, Run.EXAMPLE, "-o", both);

        assertThat(Run.of("profile", "preprofile", both).out())
                .isEqualTo(Run.of("profile", "preprofile", merged).out());
    }

    @Test
    void canonical_withoutOutput_asksForIt() {
        assertThat(Run.of("profile", "canonical", Run.EXAMPLE).exitCode()).isEqualTo(2);
    }

    @Test
    void go_isTheOneNamed_orTheOneOnPath() throws IOException {
        Path go = Files.createDirectories(folder.resolve("go/bin")).resolve("go");
        Files.writeString(go, "");
        assertThat(go.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("go/VERSION"), "go1.27.1\ntime 2026-09-01T00:00:00Z\n");
        byte[] frameless = "2\0\n\4\b\1\20\0022\7samples2\5count\22\2\20\1".getBytes(StandardCharsets.ISO_8859_1);
        Terminal.Facts facts = new Terminal.Facts(false, false, false, 100, Map.of("PATH", "/none:" + go.getParent()));

        assertThat(Run.withInput(frameless, "profile", "preprofile", "-").exitCode())
                .isEqualTo(3);
        assertThat(Run.withInput(frameless, "profile", "preprofile", "--go", "1.27", "-")
                        .out())
                .isEqualTo(HEADER);
        assertThat(Run.of(facts, new ByteArrayInputStream(frameless), "profile", "preprofile", "-")
                        .out())
                .isEqualTo(HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.99", "2.0", "1.19", "new"})
    void go_thatIsNotKnown_saysWhichAre(String version) {
        Run run = Run.of("profile", "edges", "--go", version, Run.EXAMPLE);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("hone: --go: '" + version
                        + "' is not a Go version with profile-guided builds; write it as 1.26 or "
                        + "go1.27.1 (1.20 to 1.27 are known, newer 1.x count as 1.27)\n");
        assertThat(Run.of("profile", "edges", "--go", "1.99", Run.EXAMPLE).exitCode())
                .isZero();
    }
}
