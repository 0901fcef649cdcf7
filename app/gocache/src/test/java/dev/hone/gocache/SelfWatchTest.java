package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelfWatchTest {
    private static final String HELLO = "{\"ID\":0,\"KnownCommands\":[\"get\",\"put\",\"close\"]}\n";

    @TempDir
    Path folder;

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void profiles_thatAreAskedFor_areWrittenAtTheEnd() throws IOException {
        Run run = Run.of(
                Map.of("HONE_CACHE_DIR", at("root"), "CACHEPROG_FGPROF_PATH", at("time")),
                "cache",
                "direct",
                "--cpu-profile=" + at("cpu"),
                "--mem-profile=" + at("memory"),
                "--trace-profile=" + at("trace"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(HELLO);
        assertThat(run.err()).isEmpty();
        for (String recording : List.of("memory", "trace", "time")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(recording));
            assertThat(new String(bytes, 0, 3, StandardCharsets.ISO_8859_1))
                    .as(recording)
                    .isEqualTo("FLR");
        }
        assertThat(Pprof.read(Files.readAllBytes(folder.resolve("cpu")), ProfileLimits.defaults())
                        .profile()
                        .sampleTypes())
                .hasSize(2);
    }

    @Test
    void profile_thatCannotBeWritten_isAWarningAndNoFailure() {
        Run run = Run.of(Map.of("HONE_CACHE_DIR", at("root")), "cache", "direct", "--cpu-profile=" + at("nowhere/cpu"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(HELLO);
        assertThat(run.err()).containsOnlyOnce("hone cache: no profile was written to " + at("nowhere/cpu"));
    }
}
