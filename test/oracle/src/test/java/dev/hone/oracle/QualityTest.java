package dev.hone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.HoneException;
import dev.hone.gopgo.CanonicalProfile;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.gopgo.Quality;
import dev.hone.gopgo.QualityCheck;
import dev.hone.gopgo.QualityPolicy;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not refused, {@code go tool preprofile} accepts and finds calls in; so what it refuses is refused. */
@Tag("go")
class QualityTest {
    private static final ProfileReader READER = new ProfileReader(ProfileLimits.defaults());
    private static final int EMPTY_TEXT = 17;

    @TempDir
    private Path folder;

    private int passed;
    private final List<String> wrong = new ArrayList<>();

    static List<GoToolchain> toolchains() {
        return GoToolchain.all();
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void fixtures_thatPass_areOfUseToTheTool(GoToolchain toolchain) throws IOException {
        for (Path file : RealProfiles.fixtures()) {
            compare(RealProfiles.name(file), RealProfiles.bytes(file), toolchain);
        }
        assertThat(wrong).isEmpty();
        assertThat(passed).as("the recorded CPU profile").isPositive();
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void corpus_ifThereIsOne_thatPasses_isOfUseToTheTool(GoToolchain toolchain) throws IOException {
        for (Path file : RealProfiles.corpus()) {
            compare(RealProfiles.name(file), RealProfiles.bytes(file), toolchain);
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("toolchains")
    void generatedProfiles_thatPass_areOfUseToTheTool(GoToolchain toolchain) throws IOException {
        try (Generator generator = Generator.ofProfiles()) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] raw = generator.make(seed, Generator.SOME_HOSTILE);
                compare("seed-" + seed, raw, toolchain);
                Optional<byte[]> canonical = canonical(raw, toolchain);
                if (canonical.isPresent()) {
                    compare("canonical-" + seed, canonical.get(), toolchain);
                }
            }
        }
        System.out.printf("quality %s: %d passed%n", toolchain.name(), passed);
        assertThat(wrong).isEmpty();
        assertThat(passed).isGreaterThan(Generator.COUNT / 20);
    }

    /** The same calls in a profile of CPU time: most generated ones measure something else. */
    private static Optional<byte[]> canonical(byte[] raw, GoToolchain toolchain) {
        try {
            EdgeMap edges = ProfileEdges.read(() -> read(raw), toolchain.release());
            return Optional.of(Pprof.write(CanonicalProfile.of(edges)));
        } catch (HoneException e) {
            return Optional.empty();
        }
    }

    private static ProfileFile read(byte[] stored) {
        try {
            return READER.readUnchecked(new ByteArrayInputStream(stored));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(String name, byte[] stored, GoToolchain toolchain) throws IOException {
        Quality quality = new QualityCheck(toolchain.release(), QualityPolicy.USUAL, null, 1).judge(() -> read(stored));
        if (quality.verdict() == Quality.Verdict.REFUSED) {
            return;
        }
        passed++;
        Path file = Files.write(folder.resolve("profile"), stored);
        Verdict theirs = toolchain.ask(file, folder.resolve("text"));
        boolean useful = theirs instanceof Verdict.Accepted(String text)
                && text.length() > EMPTY_TEXT
                && text.lines().count() % 3 == 1;
        if (!useful) {
            wrong.add(name + ": " + quality.verdict() + ", but the tool says " + theirs);
        }
    }
}
