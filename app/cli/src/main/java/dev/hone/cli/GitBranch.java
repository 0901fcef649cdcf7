package dev.hone.cli;

import dev.hone.command.OutputFile;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A branch of a git repository that files are committed on, whatever is checked out. */
/*
 * The commit is made with git's plumbing and an index of its own: the work tree, the index and the branch that somebody works on are
 * not touched, and no hook runs. If the branch is the one that is checked out, its files are written there too, since they would
 * look changed otherwise.
 */
final class GitBranch {
    private static final byte[] NOTHING = {};
    private static final List<String> CALM = List.of(
            "git",
            "--literal-pathspecs",
            "--no-optional-locks",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "gc.auto=0",
            "-c",
            "maintenance.auto=false");

    private final Programs programs;
    private final String ref;
    private final Path top;
    private final String parent;
    private final boolean exists;

    private GitBranch(Programs programs, String ref) {
        this.programs = programs;
        this.ref = ref;
        this.top = Path.of(text("rev-parse", "--show-toplevel"));
        Programs.Outcome tip = run(programs, NOTHING, "rev-parse", "--verify", "--quiet", ref + "^{commit}");
        this.exists = tip.isFine();
        this.parent = exists ? tip.text() : text("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
    }

    /** The branch of this name in the repository of a folder; a new one begins at what is checked out. */
    static GitBranch open(Path folder, String name, Map<String, String> environment) {
        Programs programs = new Programs(folder, environment)
                .without("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
                .with("GIT_TERMINAL_PROMPT", "0");
        if (!run(programs, NOTHING, "rev-parse", "--is-inside-work-tree").isFine()) {
            throw new UsageException(
                    "--commit needs a git repository, and " + Text.of(folder.toString()) + " is in none");
        }
        if (name.startsWith("-")
                || !run(programs, NOTHING, "check-ref-format", "refs/heads/" + name)
                        .isFine()) {
            throw new UsageException("'" + Text.of(name) + "' is no name for a branch");
        }
        GitBranch branch = new GitBranch(programs, "refs/heads/" + name);
        branch.refuseOtherWorkTree();
        return branch;
    }

    private void refuseOtherWorkTree() {
        boolean somewhere = text("worktree", "list", "--porcelain").lines().anyMatch(("branch " + ref)::equals);
        if (somewhere && !isCheckedOut()) {
            throw new UsageException("branch " + Text.of(ref.replace("refs/heads/", ""))
                    + " is checked out in another work tree; commit on another branch");
        }
    }

    private boolean isCheckedOut() {
        return run(programs, NOTHING, "symbolic-ref", "--quiet", "HEAD").text().equals(ref);
    }

    /** What a file holds on the branch; nothing when it is not there. */
    byte[] content(Path file) {
        String path = path(file);
        String entry = text("ls-tree", "--full-tree", parent, "--", path);
        if (entry.isEmpty()) {
            return NOTHING;
        } else if (!entry.startsWith("100")) {
            throw new UsageException(Text.of(path) + " is no plain file on the branch; replace it by one first");
        }
        return output(programs, NOTHING, "cat-file", "--filters", parent + ":" + path)
                .bytes();
    }

    private String path(Path file) {
        return top.relativize(file).toString().replace('\\', '/');
    }

    /** Refuses to go on when somebody changed one of these files and did not commit it. */
    void refuseChanges(List<Path> files) {
        List<String> words = new ArrayList<>(List.of("status", "--porcelain", "--untracked-files=all", "--"));
        files.forEach(file -> words.add(file.toString()));
        String changed = output(programs, NOTHING, words.toArray(String[]::new)).text();
        if (!changed.isEmpty()) {
            throw new UsageException("there are changes that are not committed; commit or remove them first:\n"
                    + Text.of(changed.lines().findFirst().orElse("")));
        }
    }

    /** Commits files, and returns the name of the commit. */
    String commit(Map<Path, byte[]> files, String message, Terminal terminal) {
        boolean checkedOut = isCheckedOut();
        String commit = commit(files, message);
        List<String> update = new ArrayList<>(List.of("update-ref", "-m", "hone pgo refresh", ref, commit));
        update.add(exists ? parent : "");
        output(programs, NOTHING, update.toArray(String[]::new));
        if (checkedOut) {
            files.forEach((file, content) -> OutputFile.write(file.toString(), content, terminal));
            List<String> words = new ArrayList<>(List.of("update-index", "--add", "--"));
            files.keySet().forEach(file -> words.add(file.toString()));
            output(programs, NOTHING, words.toArray(String[]::new));
        }
        return commit;
    }

    private String commit(Map<Path, byte[]> files, String message) {
        try {
            Path folder = Files.createTempDirectory("hone-index");
            Path index = folder.resolve("index");
            try {
                Programs apart = programs.with("GIT_INDEX_FILE", index.toString());
                output(apart, NOTHING, "read-tree", parent);
                for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                    String path = path(file.getKey());
                    String blob = output(apart, file.getValue(), "hash-object", "-w", "--stdin", "--path=" + path)
                            .text();
                    output(apart, NOTHING, "update-index", "--add", "--cacheinfo", "100644," + blob + "," + path);
                }
                String tree = output(apart, NOTHING, "write-tree").text();
                byte[] words = message.getBytes(StandardCharsets.UTF_8);
                return output(apart, words, "commit-tree", tree, "-p", parent, "-F", "-")
                        .text();
            } finally {
                Files.deleteIfExists(index);
                Files.deleteIfExists(folder.resolve("index.lock"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new Programs.NotRun("an index for git could not be made: " + e.getMessage(), e);
        }
    }

    private String text(String... words) {
        return output(programs, NOTHING, words).text();
    }

    private static Programs.Outcome output(Programs programs, byte[] input, String... words) {
        Programs.Outcome outcome = run(programs, input, words);
        if (!outcome.isFine()) {
            throw new Programs.NotRun("git " + words[0] + " failed"
                    + Optional.of(outcome.complaint())
                            .filter(said -> !said.isEmpty())
                            .map(said -> ": " + said)
                            .orElse(""));
        }
        return outcome;
    }

    private static Programs.Outcome run(Programs programs, byte[] input, String... words) {
        List<String> all = new ArrayList<>(CALM);
        all.addAll(List.of(words));
        return programs.run(input, all);
    }
}
