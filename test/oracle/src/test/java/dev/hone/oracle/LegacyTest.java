package dev.hone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Legacy CPU profiles are read as google/pprof reads them, and what it refuses is refused. */
@Tag("go")
class LegacyTest {
    /** Beginnings of refusals that google/pprof does not know: sums that it wraps, and maps that cost too much. */
    private static final List<String> OURS_ALONE = List.of("64 bits", "the memory map", "Java program");

    @Test
    void generatedProfiles_damagedOnesAmongThem_areReadAsByPprof() {
        int accepted = 0;
        int refused = 0;
        int leftOut = 0;
        Disagreements disagreements = new Disagreements("legacy");
        try (Oracle parse = Oracle.start("parse-any")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] stored = LegacyProfiles.make(seed);
                Verdict ours = Verdict.ofAnyFormat(stored);
                if (isOursAlone(ours)) {
                    leftOut++;
                    continue;
                }
                switch (ours) {
                    case Verdict.Accepted _ -> accepted++;
                    case Verdict.Refused _ -> refused++;
                }
                disagreements.compare("seed-" + seed, stored, ours, Verdict.of(parse.ask(stored)));
            }
        }
        System.out.printf(
                "oracle legacy: seeds %d to %d, %d read, %d refused, %d left out for refusals that are ours alone%n",
                Generator.FIRST_SEED, Generator.FIRST_SEED + Generator.COUNT - 1, accepted, refused, leftOut);
        disagreements.assertNone();
        assertThat(accepted).isGreaterThan(Generator.COUNT / 2);
        assertThat(refused).isPositive();
        assertThat(leftOut).isLessThan(Generator.COUNT / 4);
    }

    private static boolean isOursAlone(Verdict ours) {
        return ours instanceof Verdict.Refused(String reason)
                && OURS_ALONE.stream().anyMatch(reason::contains);
    }

    @Test
    void fixture_isReadAsByPprof() {
        Path file = OracleBinary.module().resolve("fixtures/cpu-legacy.prof");
        compareFiles("legacy-fixture", List.of(file));
    }

    /** The files of gperftools and of old versions of Go that google/pprof tests itself with, where its module is. */
    @Test
    void profilesOfPprofsOwnTests_areReadAsByPprof() {
        Path testdata = pprofModule().resolve("profile/testdata");
        compareFiles(
                "legacy-testdata",
                List.of(
                        testdata.resolve("cppbench.cpu"),
                        testdata.resolve("gobench.cpu"),
                        testdata.resolve("go.crc32.cpu")));
    }

    private static void compareFiles(String suite, List<Path> files) {
        Disagreements disagreements = new Disagreements(suite);
        try (Oracle parse = Oracle.start("parse-any")) {
            for (Path file : files) {
                byte[] stored = RealProfiles.bytes(file);
                Verdict ours = Verdict.ofAnyFormat(stored);
                assertThat(ours).as(RealProfiles.name(file)).isInstanceOf(Verdict.Accepted.class);
                disagreements.compare(RealProfiles.name(file), stored, ours, Verdict.of(parse.ask(stored)));
            }
        }
        disagreements.assertNone();
    }

    private static Path pprofModule() {
        OracleBinary.path();
        ProcessBuilder list = new ProcessBuilder("go", "list", "-m", "-f", "{{.Dir}}", "github.com/google/pprof")
                .directory(OracleBinary.module().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = list.start();
            return Path.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("asking go for its module", e);
        }
    }
}
