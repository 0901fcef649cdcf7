package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHeadTest {
    private static final String MAIN = "ref: refs/heads/main\n";

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path place = folder.resolve(file);
        Files.createDirectories(place.getParent());
        Files.writeString(place, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "fix/7/a.b", "ümlaut", "-"})
    void branch_isWhatIsCheckedOut(String name) throws IOException {
        write(".git/HEAD", "ref: refs/heads/" + name + "\n");
        assertThat(GitHead.branch(folder)).contains(name);
    }

    @Test
    void branch_ofAFolderInACheckout_isThatOfTheInnermost() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("a/b/c"));
        write(".git/HEAD", MAIN);
        assertThat(GitHead.branch(inner)).contains("main");
        write("a/.git/HEAD", "ref: refs/heads/other\n");
        assertThat(GitHead.branch(inner)).contains("other");
        write("a/b/.git/HEAD", "43ee6f43bb95c76c4ee1d14c79a3e0a4a5c5d1c4\n");
        assertThat(GitHead.branch(inner)).isEmpty();
    }

    @Test
    void branch_ofAWorktree_isItsOwn() throws IOException {
        write("main/.git/HEAD", MAIN);
        write("main/.git/worktrees/more/HEAD", "ref: refs/heads/more\n");
        write("more at once/.git", "gitdir: " + folder.resolve("main/.git/worktrees/more") + "\n");
        assertThat(GitHead.branch(folder.resolve("more at once"))).contains("more");
    }

    @Test
    void branch_ofASubmodule_isItsOwn() throws IOException {
        write(".git/HEAD", MAIN);
        write(".git/modules/lib/HEAD", "ref: refs/heads/stable\n");
        write("lib/.git", "gitdir: ../.git/modules/lib\n");
        assertThat(GitHead.branch(folder.resolve("lib"))).contains("stable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "43ee6f43bb95c76c4ee1d14c79a3e0a4a5c5d1c4\n",
                "ref: refs/heads/",
                "ref: refs/remotes/origin/main\n",
                "ref: refs/heads/.invalid\n",
                "ref: refs/heads/main\nref: refs/heads/other\n",
                "ref: refs/heads/two words\n"
            })
    void headThatNamesNoBranch_hasNone(String head) throws IOException {
        write(".git/HEAD", head);
        assertThat(GitHead.branch(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gitdir: ", "gitdir: nowhere\n", "gitdir: a\nb\n", "gitdir: no\0folder\n", "main\n"})
    void fileThatLeadsNowhere_hasNone(String text) throws IOException {
        write(".git", text);
        assertThat(GitHead.branch(folder)).isEmpty();
    }

    @Test
    void headOfFourKibibytes_isNotBelieved() throws IOException {
        String beginning = "ref: refs/heads/";
        write(".git/HEAD", beginning + "a".repeat(4095 - beginning.length()));
        assertThat(GitHead.branch(folder)).isPresent();
        write(".git/HEAD", beginning + "a".repeat(4096 - beginning.length()));
        assertThat(GitHead.branch(folder)).isEmpty();
        write(".git/HEAD", MAIN + "\n".repeat(1 << 20));
        assertThat(GitHead.branch(folder)).isEmpty();
    }

    @Test
    void folderWithoutGit_hasNone() throws IOException {
        assertThat(GitHead.branch(folder)).isEmpty();
        Files.createDirectories(folder.resolve(".git"));
        assertThat(GitHead.branch(folder)).isEmpty();
        Files.createDirectories(folder.resolve(".git/HEAD"));
        assertThat(GitHead.branch(folder)).isEmpty();
    }

    @Test
    void links_areNotFollowed() throws IOException {
        write("git/HEAD", MAIN);
        write("one/.git/config", "");
        Files.createSymbolicLink(folder.resolve("one/.git/HEAD"), folder.resolve("git/HEAD"));
        assertThat(GitHead.branch(folder.resolve("one"))).isEmpty();
        write("other/go.mod", "");
        Files.createSymbolicLink(folder.resolve("other/.git"), folder.resolve("git"));
        assertThat(GitHead.branch(folder.resolve("other"))).isEmpty();
    }
}
