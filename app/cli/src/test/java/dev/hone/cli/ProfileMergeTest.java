package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileMergeTest {
    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String total(String file) {
        return Run.of("profile", "top", "-n", "1", file)
                .out()
                .lines()
                .findFirst()
                .orElse("");
    }

    @Test
    void merge_ofAProfileWithItself_doublesIt_andIsTheSameFileEachTime() throws IOException {
        Run run = Run.of("profile", "merge", Run.EXAMPLE, Run.EXAMPLE, "-o", path("two"));

        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(total(path("two"))).startsWith("cpu/nanoseconds, 16.14s in 688 samples");
        Run.of("profile", "merge", Run.EXAMPLE, Run.EXAMPLE, "-o", path("again"));
        assertThat(folder.resolve("again")).hasSameBinaryContentAs(folder.resolve("two"));
    }

    @Test
    void merge_withWeights_multiplies() {
        Run.of("profile", "merge", Run.EXAMPLE + "=2.5", Run.EXAMPLE, "-o", path("out"));

        assertThat(total(path("out"))).startsWith("cpu/nanoseconds, 28.24s");
    }

    @Test
    void merge_normalized_countsEachProfileAlike() {
        Run.of("profile", "merge", Run.EXAMPLE, Run.EXAMPLE, Run.EXAMPLE, "-o", path("three"));
        Run.of("profile", "merge", "--normalize", Run.EXAMPLE, path("three"), "-o", path("out"));

        assertThat(total(path("out"))).startsWith("cpu/nanoseconds, 16.14s");
    }

    @Test
    void merge_withoutLabels_joinsTheSamplesThatTheySplit() {
        Run.of("profile", "merge", "--strip-labels", Run.EXAMPLE, "-o", path("out"));

        assertThat(Run.of("profile", "info", path("out")).out()).doesNotContain("labels");
        assertThat(total(path("out"))).startsWith("cpu/nanoseconds, 8.07s");
    }

    @Test
    void merge_withOneBadFile_writesNothing() throws IOException {
        Files.writeString(folder.resolve("out"), "before");

        Run run = Run.of("profile", "merge", Run.EXAMPLE, "pom.xml", "-o", path("out"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: pom.xml: this is text");
        assertThat(folder.resolve("out")).hasContent("before");
    }

    @Test
    void merge_withOddWeights_saysSo() {
        assertThat(Run.of("profile", "merge", Run.EXAMPLE + "=-2", "-o", path("x"))
                        .err())
                .contains("'-2' is no weight");
        assertThat(Run.of("profile", "merge", "--normalize", Run.EXAMPLE + "=2", "-o", path("x"))
                        .exitCode())
                .isEqualTo(2);
        assertThat(Run.of("profile", "merge", Run.EXAMPLE, "-o", "").exitCode()).isEqualTo(2);
        assertThat(Run.of("profile", "merge", Run.EXAMPLE, "-o", path("folder") + "/")
                        .err())
                .contains("folder/ is a folder; name the file");
    }

    @Test
    void merge_intoAFileThatIsThere_keepsItsMode_andFollowsLinks() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));

        Run.of("profile", "merge", Run.EXAMPLE, "-o", path("secret"));
        Run.of("profile", "merge", Run.EXAMPLE, "-o", path("link"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("link")).isSymbolicLink();
        assertThat(folder.resolve("target")).hasSameBinaryContentAs(file);
    }

    @Test
    void merge_ofStandardInputTwice_isRefused() {
        Run run = Run.of("profile", "merge", "-", Run.EXAMPLE, "-", "-o", path("out"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("standard input can be read only once");
    }

    @Test
    void merge_withSeveralBadFiles_namesTheFirst() throws IOException {
        List<String> words = new ArrayList<>(List.of("profile", "merge", "-o", path("out")));
        for (int i = 0; i < 20; i++) {
            words.add(i == 7 || i == 11 || i == 18 ? bad("bad" + i) : Run.EXAMPLE);
        }

        Run run = Run.of(words.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: " + path("bad7") + ": this is text");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private String bad(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "no profile").toString();
    }

    @Test
    void merge_whoseThreadIsInterrupted_writesNothing() {
        Thread.currentThread().interrupt();

        Run run = Run.of("profile", "merge", Run.EXAMPLE, "-o", path("out"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run).isEqualTo(new Run(130, "", ""));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void merge_toANameThatIsNone_isRefusedBeforeAnythingIsRead() {
        for (String name : List.of("", folder + "/", folder.toString())) {
            Run run = Run.of("profile", "merge", "missing.pb.gz", "-o", name);

            assertThat(run.exitCode()).as(name).isEqualTo(2);
            assertThat(run.err()).as(name).startsWith("hone: ").contains("-o").doesNotContain("missing");
        }
    }

    @Test
    void merge_withoutOutput_asksForIt() {
        Run run = Run.of("profile", "merge", Run.EXAMPLE);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("-o");
    }
}
