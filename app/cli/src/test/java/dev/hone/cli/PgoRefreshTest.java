package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hone pgo refresh} in a repository with three programs, with the real {@code go} and {@code git}. */
@Tag("go")
final class PgoRefreshTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path folder;

    private final StandIn server = new StandIn();
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private byte[] first;
    private byte[] second;
    private Path repository;

    @BeforeEach
    void makeARepository() throws IOException {
        repository = Files.createDirectory(folder.resolve("re po")).toRealPath();
        write("go.mod", "module example.com/shop\n\ngo 1.24\n");
        write("cmd/web/main.go", "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println() }\n");
        write("cmd/tool/main.go", "package main\n\nfunc main() {}\n");
        write("lib/lib.go", "package lib\n");
        write("broken/b.go", "package broken\n\nimport \"example.com/gone/away\"\n");
        write("testdata/x/main.go", "package main\n\nfunc main() {}\n");
        write("other/go.mod", "module example.com/other/v2\n\ngo 1.24\n");
        write("other/main.go", "package main\n\nfunc main() {}\n");
        first = canonical("profile", "canonical", Run.EXAMPLE);
        second = canonical("profile", "canonical", "--deny", "backtrack", Run.EXAMPLE);
        serve(first);
        environment.put("HONE_API_URL", server.url());
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_SYSTEM", "/dev/null");
        for (String who : new String[] {"AUTHOR", "COMMITTER"}) {
            environment.put("GIT_" + who + "_NAME", "Somebody");
            environment.put("GIT_" + who + "_EMAIL", "somebody@example.com");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(byte[] profile) {
        server.on("GET /api/profile/web", 200, profile, "X-Hone-Generation", "12");
    }

    private byte[] canonical(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        Path file = folder.resolve("made.pgo");
        all.addAll(List.of("-o", file.toString()));
        assertThat(Run.of(all.toArray(String[]::new)).exitCode()).isZero();
        return Files.readAllBytes(file);
    }

    private void write(String name, String content) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    private Path pgo() {
        return repository.resolve("cmd/web/default.pgo");
    }

    private Run refresh(String... more) {
        List<String> words = new ArrayList<>(List.of("pgo", "refresh", "--repo", repository.toString()));
        words.addAll(List.of(more));
        return Run.with(environment, words.toArray(String[]::new));
    }

    private String git(String... words) {
        List<String> all = new ArrayList<>(List.of("git"));
        all.addAll(List.of(words));
        Programs.Outcome outcome = new Programs(repository, environment).run(new byte[0], all);
        assertThat(outcome.isFine()).as(outcome.complaint()).isTrue();
        return outcome.text();
    }

    private void commitAll() {
        git("init", "-q", "-b", "main");
        git("add", "-A");
        git("commit", "-q", "-m", "begin");
    }

    @Test
    void refresh_writesTheProfileBesideEachProgramThatHasOne() {
        Run run = refresh();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(pgo()).hasBinaryContent(first);
        assertThat(repository.resolve("cmd/tool/default.pgo")).doesNotExist();
        assertThat(run.out())
                .containsPattern("cmd/tool +tool +no profile")
                .containsPattern("cmd/web +web +new +[0-9]{2,} +generation 12")
                .containsPattern("other +other +no profile")
                .doesNotContain("testdata")
                .endsWith("\n1 profile written\n");
    }

    @Test
    void refresh_again_leavesFileAndTimeAlone() throws IOException {
        refresh();
        Files.setLastModifiedTime(pgo(), LONG_AGO);
        Run run = refresh();

        assertThat(run.out())
                .containsPattern("web +unchanged")
                .endsWith("nothing to do: no build would decide anything differently\n");
        assertThat(Files.getLastModifiedTime(pgo())).isEqualTo(LONG_AGO);
    }

    @Test
    void refresh_equalDecisions_leavesFileAndTimeAlone() throws IOException {
        refresh();
        Files.setLastModifiedTime(pgo(), LONG_AGO);
        serve(repacked(first));
        Run run = refresh();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("web +equal decisions");
        assertThat(pgo()).hasBinaryContent(first);
        assertThat(Files.getLastModifiedTime(pgo())).isEqualTo(LONG_AGO);
    }

    /** The same profile in other bytes. */
    private static byte[] repacked(byte[] profile) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(profile));
                GZIPOutputStream out = new GZIPOutputStream(bytes) {
                    {
                        def.setLevel(0);
                    }
                }) {
            in.transferTo(out);
        }
        return bytes.toByteArray();
    }

    @Test
    void refresh_otherDecisions_tellsWhichCameAndWent() {
        refresh();
        serve(second);
        Path summary = folder.resolve("body.md");
        Run run = refresh("--summary", summary.toString());

        assertThat(run.out())
                .containsPattern(
                        "web +changed +[0-9]+ +generation 12; [0-9]+ came, [0-9]+ went; overlap [0-9.]+%, kept")
                .contains("cmd/web: ")
                .containsPattern("hot-callee-lost +regexp.\\(\\*Regexp\\).backtrack");
        assertThat(pgo()).hasBinaryContent(second);
        assertThat(summary)
                .content()
                .contains("| `cmd/web` | web | changed | 12 | +")
                .contains("<details>");
    }

    @Test
    void dryRun_tellsTheSame_andWritesNothing() {
        Run run = refresh("--dry-run");

        assertThat(run.out()).containsPattern("web +new").endsWith("1 profile would be written\n");
        assertThat(pgo()).doesNotExist();
    }

    @Test
    void json_hasAnObjectForEachProgram() {
        assertThat(refresh("--json", "--dry-run").out())
                .contains("\"package\" : \"example.com/shop/cmd/web\"")
                .contains("\"state\" : \"new\"")
                .contains("\"package\" : \"example.com/other/v2\"");
    }

    @Test
    void app_canBeCalledOtherwise() {
        server.on("GET /api/profile/tools", 200, first, "X-Hone-Generation", "1");

        assertThat(refresh("--app", "./cmd/tool=tools").exitCode()).isZero();
        assertThat(repository.resolve("cmd/tool/default.pgo")).hasBinaryContent(first);
        assertThat(refresh("--app", "cmd/gone=x").err())
                .contains("there is no main package in cmd/gone; there are: cmd/tool, cmd/web, other");
        assertThat(refresh("--app", "x").exitCode()).isEqualTo(2);
    }

    @Test
    void refresh_withoutAServer_writesNothing() {
        server.close();

        assertThat(refresh().exitCode()).isEqualTo(3);
        assertThat(pgo()).doesNotExist();
    }

    @Test
    void refresh_ofWhatIsNoProfile_fails_andKeepsTheOld() throws IOException {
        Files.write(pgo(), first);
        serve("nonsense".getBytes(StandardCharsets.UTF_8));
        Run run = refresh();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("what the server has is no profile");
        assertThat(pgo()).hasBinaryContent(first);
    }

    @Test
    void commit_onAnotherBranch_touchesNothingThatIsCheckedOut() throws IOException {
        commitAll();
        write("lib/lib.go", "package lib // being edited\n");
        Run run = refresh("--commit", "--branch", "pgo");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(git("status", "--porcelain"))
                .isEqualTo("M lib/lib.go".indent(1).stripTrailing());
        assertThat(git("log", "--format=%s", "pgo")).isEqualTo("Refresh the profiles that builds use\nbegin");
        assertThat(git("diff", "--name-status", "main", "pgo")).isEqualTo("A\tcmd/web/default.pgo");
        assertThat(git("log", "-1", "--format=%b", "pgo")).startsWith("cmd/web: generation 12 of web");
        assertThat(run.out()).endsWith("1 profile committed as " + git("rev-parse", "pgo") + "\n");
        assertThat(pgo()).doesNotExist();

        assertThat(refresh("--commit", "--branch", "pgo").out())
                .endsWith("nothing to do: no build would decide anything differently\n");
        assertThat(git("rev-list", "--count", "pgo")).isEqualTo("2");
        serve(second);
        refresh("--commit", "--branch", "pgo");
        assertThat(git("rev-list", "--count", "pgo")).isEqualTo("3");
    }

    @Test
    void commit_onTheBranchThatIsCheckedOut_leavesItClean() {
        commitAll();
        Run run = refresh("--commit", "--branch", "main");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(pgo()).hasBinaryContent(first);
        assertThat(git("rev-list", "--count", "main")).isEqualTo("2");
    }

    @Test
    void commit_runsNoHook() throws IOException {
        commitAll();
        for (String hook : new String[] {"pre-commit", "post-commit", "reference-transaction", "post-index-change"}) {
            Path file = repository.resolve(".git/hooks/" + hook);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "#!/bin/sh\ntouch '" + folder + "/ran'\nexit 1\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        assertThat(refresh("--commit", "--branch", "main").exitCode()).isZero();
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void commit_overChangesThatAreNotCommitted_isRefused() throws IOException {
        Files.write(pgo(), second);
        commitAll();
        Files.writeString(pgo(), "mine");
        Run run = refresh("--commit", "--branch", "pgo");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("there are changes that are not committed")
                .contains("cmd/web/default.pgo");
        assertThat(pgo()).hasContent("mine");
        assertThat(git("branch", "--list", "pgo")).isEmpty();
    }

    @Test
    void commit_whereItCannotBe_saysWhy() {
        assertThat(refresh("--commit", "--branch", "pgo").err()).contains("--commit needs a git repository");
        assertThat(refresh("--commit").exitCode()).isEqualTo(2);
        commitAll();
        for (String name : new String[] {"a..b", "-x", "a b", ""}) {
            assertThat(refresh("--commit", "--branch=" + name).err()).as(name).contains("is no name for a branch");
        }
        git("worktree", "add", "-q", "-b", "elsewhere", folder.resolve("tree").toString());
        assertThat(refresh("--commit", "--branch", "elsewhere").err()).contains("is checked out in another work tree");
    }
}
