package dev.hone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.HoneException;
import dev.hone.gopgo.CanonicalProfile;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.Preprofile;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our preprofile text is that of {@code go tool preprofile}, byte for byte, and we refuse what it refuses. */
@Tag("go")
@Execution(ExecutionMode.CONCURRENT)
class PreprofileTest {
    private static final ProfileReader READER = new ProfileReader(ProfileLimits.defaults());
    private static final int EMPTY_TEXT = 17;
    private static final int USUAL = 5_000;

    @TempDir
    private Path folder;

    static List<GoToolchain> toolchains() {
        return GoToolchain.all();
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void fixtures_allKinds_giveTheTextOfTheTool(GoToolchain toolchain) {
        compareFiles(toolchain, "preprofile-fixtures", RealProfiles.fixtures());
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void corpus_ifThereIsOne_givesTheTextOfTheTool(GoToolchain toolchain) {
        compareFiles(toolchain, "preprofile-corpus", RealProfiles.corpus());
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void recordedProfiles_allKinds_giveTheTextOfTheTool(GoToolchain toolchain) {
        compareFiles(toolchain, "preprofile-recorded", RealProfiles.recorded());
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void canonicalForm_ofRealProfiles_givesTheSameText(GoToolchain toolchain) throws IOException {
        Disagreements disagreements = new Disagreements("canonical-real-" + toolchain.name());
        int compared = 0;
        for (Path file : Stream.concat(RealProfiles.fixtures().stream(), RealProfiles.recorded().stream())
                .toList()) {
            compared += compareCanonical(disagreements, toolchain, RealProfiles.name(file), RealProfiles.bytes(file))
                    ? 1
                    : 0;
        }
        disagreements.assertNone();
        assertThat(compared).isGreaterThan(10);
    }

    /** Whether there was something to compare: a profile that is refused, or has weights that no sample can have, is not. */
    private boolean compareCanonical(Disagreements disagreements, GoToolchain toolchain, String name, byte[] stored)
            throws IOException {
        if (!(ours(stored, toolchain.release()) instanceof Verdict.Accepted(String text)) || !isExpressible(text)) {
            return false;
        }
        EdgeMap edges = ProfileEdges.read(() -> read(stored), toolchain.release());
        Path file = Files.write(folder.resolve("canonical"), Pprof.write(CanonicalProfile.of(edges)));
        disagreements.compare(name, stored, new Verdict.Accepted(text), toolchain.ask(file, folder.resolve("text")));
        return true;
    }

    private void compareFiles(GoToolchain toolchain, String suite, List<Path> files) {
        assertThat(files).isNotEmpty();
        Disagreements disagreements = new Disagreements(suite + "-" + toolchain.name());
        for (Path file : files) {
            byte[] stored = RealProfiles.bytes(file);
            disagreements.compare(
                    RealProfiles.name(file),
                    stored,
                    ours(stored, toolchain.release()),
                    toolchain.ask(file, folder.resolve("text")));
        }
        disagreements.assertNone();
    }

    /** Releases differ in one corner: in the short run the first one is asked about all profiles, and the others about a quarter. */
    private static int count(GoToolchain toolchain) {
        boolean all = Generator.COUNT > USUAL || toolchain.equals(toolchains().getFirst());
        return all ? Generator.COUNT : Generator.COUNT / 4;
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void generatedProfiles_hostileOnesAmongThem_giveTheTextOfTheTool(GoToolchain toolchain) throws IOException {
        int count = count(toolchain);
        int withEdges = 0;
        int refused = 0;
        Disagreements disagreements = new Disagreements("preprofile-generated-" + toolchain.name());
        try (Generator generator = Generator.ofProfiles()) {
            for (int i = 0; i < count; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] raw = generator.make(seed, Generator.SOME_HOSTILE);
                Path file = Files.write(folder.resolve("profile"), raw);
                Verdict theirs = toolchain.ask(file, folder.resolve("text"));
                disagreements.compare("seed-" + seed, raw, ours(raw, toolchain.release()), theirs);
                withEdges += theirs instanceof Verdict.Accepted(String text) && text.length() > EMPTY_TEXT ? 1 : 0;
                refused += theirs instanceof Verdict.Refused ? 1 : 0;
            }
        }
        System.out.printf(
                "preprofile %s: seeds %d to %d, %d with edges, %d refused%n",
                toolchain.name(), Generator.FIRST_SEED, Generator.FIRST_SEED + count - 1, withEdges, refused);
        disagreements.assertNone();
        assertThat(withEdges).isGreaterThan(count / 5);
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void canonicalForm_ofGeneratedProfiles_givesTheSameText(GoToolchain toolchain) throws IOException {
        Disagreements disagreements = new Disagreements("canonical-" + toolchain.name());
        int compared = 0;
        int count = count(toolchain) / 4;
        try (Generator generator = Generator.ofProfiles()) {
            for (int i = 0; i < count; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] raw = generator.make(seed, 0);
                compared += compareCanonical(disagreements, toolchain, "seed-" + seed, raw) ? 1 : 0;
            }
        }
        disagreements.assertNone();
        assertThat(compared).isGreaterThan(count / 5);
    }

    /** Weights that are not positive cannot be written as samples; they come from values that are not. */
    private static boolean isExpressible(String text) {
        return text.lines().noneMatch(line -> line.matches("-?[0-9]+ (0|-[0-9]+)"));
    }

    private static Verdict ours(byte[] stored, GoRelease release) {
        try {
            EdgeMap edges = ProfileEdges.read(() -> read(stored), release);
            return new Verdict.Accepted(new String(Preprofile.text(edges), StandardCharsets.ISO_8859_1));
        } catch (HoneException e) {
            return new Verdict.Refused(String.valueOf(e.getMessage()));
        }
    }

    private static ProfileFile read(byte[] stored) {
        try {
            return READER.readUnchecked(new ByteArrayInputStream(stored));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
