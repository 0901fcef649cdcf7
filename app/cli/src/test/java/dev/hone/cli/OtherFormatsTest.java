package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands make of profiles that are not pprof. */
final class OtherFormatsTest {
    @TempDir
    private Path folder;

    private String folded = "";
    private String legacy = "";

    @BeforeEach
    void writeFiles() throws IOException {
        folded = Files.writeString(folder.resolve("app.folded"), "main;work 12\nmain;idle 3\n")
                .toString();
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        for (int word : new int[] {0, 3, 0, 10_000, 0, 7, 2, 0x400100, 0x400201, 1, 1, 0x400300, 0, 1, 0}) {
            words.writeBytes(new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)});
        }
        words.writeBytes("400000-500000 r-xp 00000000 fd:01 4711 /usr/bin/app\n".getBytes(StandardCharsets.UTF_8));
        legacy = Files.write(folder.resolve("cpu.prof"), words.toByteArray()).toString();
    }

    @Test
    void info_namesTheFormat() {
        assertThat(Run.of("profile", "info", Run.EXAMPLE).out()).contains("format    pprof\n");
        assertThat(Run.of("profile", "info", folded).out())
                .contains("format    folded stacks\n")
                .contains("samples/count: 15")
                .contains("3 functions, 0.0% with start lines");
        assertThat(Run.of("profile", "info", legacy).out())
                .contains("format    legacy CPU profile\n")
                .contains("CPU profile")
                .contains("cpu/nanoseconds: 80ms")
                .contains("none, only the addresses of 3 locations")
                .contains("/usr/bin/app");
        assertThat(Run.of("profile", "info", "--json", Run.EXAMPLE, folded, legacy)
                        .out())
                .containsPattern("\"format\" ?: ?\"pprof\"")
                .containsPattern("\"format\" ?: ?\"folded\"")
                .containsPattern("\"format\" ?: ?\"legacy-cpu\"");
    }

    @Test
    void merge_withAPprofProfile_saysThatFoldedStacksHaveNoPeriod() {
        Run run = Run.of(
                "profile", "merge", folded, legacy, "-o", folder.resolve("out").toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).endsWith("the first has none, this one cpu/nanoseconds\n");
    }

    @Test
    void top_countsNames_orElseBinaries() {
        assertThat(Run.of("profile", "top", folded).out())
                .startsWith("samples/count, 15 in 2 samples")
                .containsPattern("12 +80.0% +80.0% +12 +80.0% +work");
        assertThat(Run.of("profile", "top", legacy).out()).containsPattern("80.00ms +100.0% .* \\[app\\]");
    }

    @Test
    void merge_writesThemAsPprof() {
        String out = folder.resolve("out.pb.gz").toString();

        assertThat(Run.of("profile", "merge", folded, folded, "-o", out)).isEqualTo(new Run(0, "", ""));
        assertThat(Run.of("profile", "info", out).out())
                .contains("format    pprof")
                .contains("samples/count: 30");
        assertThat(Run.of("profile", "merge", legacy, "-o", out)).isEqualTo(new Run(0, "", ""));
        assertThat(Run.of("profile", "info", out).out()).contains("cpu/nanoseconds: 80ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprofile", "edges", "digest"})
    void commandsForBuilds_refuseThem_asGoDoes(String command) {
        Run ofFolded = Run.of("profile", command, folded);
        Run ofLegacy = Run.of("profile", command, legacy);

        assertThat(ofFolded.exitCode()).isEqualTo(3);
        assertThat(ofFolded.err()).contains("app.folded: this is folded stacks").contains("go cannot use them");
        assertThat(ofLegacy.exitCode()).isEqualTo(3);
        assertThat(ofLegacy.err())
                .contains("cpu.prof: this is a CPU profile in the legacy")
                .contains("no start lines");
    }
}
