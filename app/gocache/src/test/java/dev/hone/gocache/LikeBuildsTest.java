package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.BuildNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikeBuildsTest {
    @TempDir
    Path folder;

    private Process go;

    /** Stands for a go command: its words are what is looked at. */
    @BeforeEach
    void start() throws IOException {
        go = sleeping("60");
        Files.writeString(folder.resolve("go.mod"), "// a comment\nmodule example.com/program\n\ngo 1.22\n");
    }

    @AfterEach
    void stop() throws InterruptedException {
        go.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    private static Process sleeping(String seconds) throws IOException {
        return new ProcessBuilder("sleep", seconds).start();
    }

    private BuildNames names(Path in, Map<String, String> environment) {
        return LikeBuilds.of(go.toHandle(), in.toString(), environment);
    }

    @Test
    void sameWordsInTheSameModule_haveTheSameNames_whereverItLies() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/checkout"));
        Files.copy(folder.resolve("go.mod"), elsewhere.resolve("go.mod"));
        assertThat(names(folder, Map.of()).names()).hasSize(1);
        assertThat(names(elsewhere, Map.of())).isEqualTo(names(folder, Map.of()));
    }

    @Test
    void otherWordsPlatformsGosModulesAndFolders_haveOtherNames() throws Exception {
        BuildNames names = names(folder, Map.of());
        assertThat(names(folder, Map.of("GOOS", "windows"))).isNotEqualTo(names);
        assertThat(names(folder, Map.of("GOVERSION", "go1.26.1"))).isNotEqualTo(names);
        assertThat(names(Files.createDirectories(folder.resolve("cmd/x")), Map.of()))
                .isNotEqualTo(names);
        Process other = sleeping("61");
        try {
            assertThat(LikeBuilds.of(other.toHandle(), folder.toString(), Map.of()))
                    .isNotEqualTo(names);
        } finally {
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        Files.writeString(folder.resolve("go.mod"), "module example.com/other\n");
        assertThat(names(folder, Map.of())).isNotEqualTo(names);
    }

    @Test
    void wordsThatDoNotMatter_areNotPartOfIt() throws Exception {
        Path script = Files.writeString(folder.resolve("wait"), "read line\n");
        Process plain = new ProcessBuilder("sh", script.toString(), "build", "./...").start();
        Process other =
                new ProcessBuilder("sh", script.toString(), "build", "-v", "-o", "/tmp/x1", "-o=y", "./...").start();
        try {
            assertThat(LikeBuilds.of(plain.toHandle(), folder.toString(), Map.of()))
                    .isEqualTo(LikeBuilds.of(other.toHandle(), folder.toString(), Map.of()))
                    .isNotEqualTo(BuildNames.NONE);
        } finally {
            plain.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void valuesThatDifferEachTime_areNotPartOfIt() {
        assertThat(ofWords("build", "-ldflags", "-X main.commit=1", "-a", "./..."))
                .isEqualTo(ofWords("build", "-ldflags=-X main.commit=2", "./..."))
                .isEqualTo(ofWords("build", "./..."));
        assertThat(ofWords("test", "-run", "TestIt", "-count=1", "-timeout", "3m", "./..."))
                .isEqualTo(ofWords("test", "./..."))
                .isNotEqualTo(ofWords("test", "-race", "./..."));
        assertThat(ofWords("run", "-trimpath", "./tool", "one", "-x")).isEqualTo(ofWords("run", "-trimpath", "./tool"));
    }

    private BuildNames ofWords(String... words) {
        return LikeBuilds.ofWords(List.of(words), folder.toString(), Map.of());
    }

    @Test
    void branchOfSomebodyElse_calledAsItsTarget_isAnother() {
        List<String> main = names(folder, Map.of("GITHUB_REF_NAME", "main")).names();
        List<String> fork = names(folder, Map.of("GITHUB_HEAD_REF", "main", "GITHUB_BASE_REF", "main"))
                .names();
        assertThat(fork).hasSize(3).containsSubsequence(main);
        assertThat(fork.getFirst()).isNotEqualTo(main.getFirst());
    }

    @Test
    void branch_comesFirst_thenItsTarget_thenAny() {
        List<String> any = names(folder, Map.of()).names();
        List<String> main = names(folder, Map.of("GITHUB_REF_NAME", "main")).names();
        List<String> request = names(
                        folder,
                        Map.of("GITHUB_HEAD_REF", "fix", "GITHUB_BASE_REF", "main", "GITHUB_REF_NAME", "7/merge"))
                .names();
        assertThat(main).hasSize(2).endsWith(any.getFirst());
        assertThat(request).hasSize(3).containsSubsequence(main);
    }

    @Test
    void branch_thatNoVariableNames_isTheOneOfGit() throws IOException {
        List<String> any = names(folder, Map.of()).names();
        List<String> one = onBranch("one", Map.of());
        List<String> other = onBranch("other", Map.of());
        assertThat(one).hasSize(2).endsWith(any.getFirst());
        assertThat(other).hasSize(2).endsWith(any.getFirst());
        assertThat(one.getFirst()).isNotEqualTo(other.getFirst());
        assertThat(onBranch("other", Map.of("GITHUB_REF_NAME", "one")))
                .as("a variable comes before git")
                .isEqualTo(one);
    }

    private List<String> onBranch(String branch, Map<String, String> environment) throws IOException {
        Path git = Files.createDirectories(folder.resolve(".git"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/" + branch + "\n");
        return names(folder, environment).names();
    }

    @Test
    void buildOutsideOfAModule_orOfAGoThatIsNotSeen_hasNone() {
        assertThat(names(Path.of("/"), Map.of())).isEqualTo(BuildNames.NONE);
        assertThat(LikeBuilds.of(null, folder.toString(), Map.of())).isEqualTo(BuildNames.NONE);
        assertThat(names(folder, Map.of("HONE_CACHE_PLANS", "off"))).isEqualTo(BuildNames.NONE);
        assertThat(LikeBuilds.of(go.toHandle(), "no\0folder", Map.of())).isEqualTo(BuildNames.NONE);
    }
}
