package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ToldTest {
    @TempDir
    Path root;

    private final List<String> said = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private void tell(String what) {
        new Told(root, () -> now).once(what, said::add);
    }

    @Test
    void warning_isSaidOnceAnHour_whateverProcessSaysIt() {
        tell("a");
        tell("a");
        tell("b");
        now = now.plus(Told.AGAIN);
        tell("a");
        now = now.minus(Told.AGAIN).minusSeconds(1);
        tell("a");
        assertThat(said).containsExactly("a", "b", "a", "a");
    }

    @Test
    void warning_inAFolderThatCannotBeWritten_isSaidEachTime() throws IOException {
        Files.writeString(root.resolve("told"), "in the way");
        tell("a");
        tell("a");
        assertThat(said).containsExactly("a", "a");
    }

    @Test
    void settingsWithoutEffect_areSaidByTheFirstOfManyGoCommands() {
        Map<String, String> environment = Map.of(
                "HONE_CACHE_DIR",
                root.toString(),
                "CACHEPROG_S3_EXPIRATION",
                "1h",
                "CACHEPROG_S3_BUCKET",
                "b",
                "CACHEPROG_REMOTE_STORAGE_TYPE",
                "s3",
                "CACHEPROG_S3_REGION",
                "x");
        assertThat(Run.of(environment, "cache", "direct").err()).containsOnlyOnce("expiration");
        assertThat(Run.of(environment, "cache", "direct").err()).isEmpty();
    }
}
