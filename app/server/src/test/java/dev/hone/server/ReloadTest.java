package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while a server runs: what they say now holds, unless it makes no sense. */
final class ReloadTest {
    @TempDir
    private Path folder;

    /** Whether a file changed is asked once a second. */
    private static void later() throws InterruptedException {
        Sleeper.REAL.sleep(Duration.ofMillis(1_100));
    }

    private static String key(String name) {
        return "sha256:" + RunningServer.sha256(name) + " name=" + name + " roles=read\n";
    }

    @Test
    void keyFile_thatChanges_isUsed_andABadOneChangesNothing() throws Exception {
        try (RunningServer server = RunningServer.withKeys(folder, "name=old roles=read")) {
            Path file = folder.resolve("keys");
            assertThat(server.as("new").get("/api/profile").status()).isEqualTo(401);

            Files.writeString(file, key("old") + key("new"));
            later();
            assertThat(server.as("new").get("/api/profile").status()).isEqualTo(200);

            Files.writeString(file, "nonsense");
            later();
            assertThat(server.as("new").get("/api/profile").status()).isEqualTo(200);
            assertThat(server.get("/metrics").text())
                    .contains("hone_keys_reload_failures_total 1.0")
                    .contains("hone_keys 2.0");

            Files.writeString(file, key("new"));
            later();
            assertThat(server.as("old").get("/api/profile").status()).isEqualTo(401);
        }
    }

    /** A prune file for the apps that leaves out a function. */
    private static String leavingOut(String function) {
        return List.of("one", "two", "three").stream()
                .map(app -> "{\"app\":\"" + app + "\",\"rules\":[{\"drop\":\"main\\\\." + function + "\"}]}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void pruneFile_thatChanges_holdsForLaterUploads_andABadOneChangesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("prune.json"), leavingOut("f3"));
        try (RunningServer server = RunningServer.pruning(file, folder)) {
            assertThat(functions(server, "one")).contains("main.f4").doesNotContain("main.f3");

            Files.writeString(file, "[{\"app\":\"two\",\"rules\":[{\"keep\":\"no drop\"}]}]");
            later();
            assertThat(functions(server, "two")).contains("main.f4").doesNotContain("main.f3");
            assertThat(server.get("/metrics").text()).contains("hone_prune_reload_failures_total 1.0");

            Files.writeString(file, leavingOut("f4"));
            later();
            assertThat(functions(server, "three")).contains("main.f3").doesNotContain("main.f4");
        }
    }

    /** What others call in an app's profile: the outermost function of a stack stays there, even when it is to be left out. */
    private static List<String> functions(RunningServer server, String app) throws Exception {
        server.publish(app, Profiles.cpu(1), 1);
        List<String> lines = server.get("/api/profile/" + app + "?form=preprofile")
                .text()
                .lines()
                .toList();
        return IntStream.range(0, lines.size())
                .filter(line -> line % 3 == 2 && !lines.get(line).equals(lines.get(line - 1)))
                .mapToObj(lines::get)
                .toList();
    }
}
