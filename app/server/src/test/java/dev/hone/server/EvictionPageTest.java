package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hone cache serve --dry-run}. */
final class EvictionPageTest {
    private static final String OLD = RunningServer.sha256("old");
    private static final String NEW = RunningServer.sha256("new");

    @TempDir
    private Path data;

    @BeforeEach
    void twoResults() throws IOException {
        Path results = Files.createDirectories(data.resolve("cache/results/web"));
        Files.writeString(results.resolve(NEW), "x".repeat(2048));
        Files.writeString(results.resolve(OLD), "x".repeat(1024));
        Instant past = Instant.now().minus(Duration.ofHours(53)).minusSeconds(60);
        Files.setLastModifiedTime(results.resolve(OLD), FileTime.from(past));
        Files.setLastModifiedTime(results.resolve(NEW), FileTime.from(past.plus(Duration.ofHours(50))));
    }

    private Run dryRun(String... more) {
        String[] words = {"cache", "serve", "--dry-run", "--data", data.toString()};
        String[] all = java.util.stream.Stream.of(words, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        Run run = Run.of(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    @Test
    void dryRun_saysWhatWouldGo_andRemovesNothing() {
        String said = dryRun("--max-size", "2KiB").out();

        assertThat(said)
                .contains("UNUSED", "SIZE", "RESULT")
                .containsPattern("2d5h +1\\.00 KiB +web/" + OLD)
                .endsWith("would remove 1 of 2 results, 1.00 KiB of 3.00 KiB\n")
                .doesNotContain(NEW);
        assertThat(data.resolve("cache/results/web").resolve(OLD)).exists();
    }

    @Test
    void dryRun_ofWhatFits_saysSo() {
        assertThat(dryRun().out()).isEqualTo("would remove 0 of 2 results, 0 B of 3.00 KiB\n");
    }

    @Test
    void dryRun_forPrograms_isJson() {
        JsonNode said = JsonMapper.shared()
                .readTree(dryRun("--max-unused", "48h", "--json").out());

        assertThat(said.path("freed").asLong()).isEqualTo(1024);
        assertThat(said.path("removed"))
                .singleElement()
                .satisfies(one -> assertThat(one.path("result").asString()).isEqualTo("web/" + OLD));
    }
}
