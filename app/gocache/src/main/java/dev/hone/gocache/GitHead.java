package dev.hone.gocache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which branch is checked out where a build runs: from git's own files, so that no program is started for it. */
final class GitHead {
    private static final String GIT = ".git";

    /** No branch begins with a dot: git says {@code .invalid} where it keeps its refs in another form. */
    private static final Pattern BRANCH = Pattern.compile("ref: refs/heads/([^.\\s]\\S*)\\s*");

    /** What worktrees and submodules have in place of the folder. */
    private static final Pattern ELSEWHERE = Pattern.compile("gitdir: (.+)\\R*");

    private static final int MOST_FOLDERS = 64;
    private static final int TOO_LARGE = 1 << 12;

    private GitHead() {}

    /** The branch of the innermost checkout that a folder is in; empty for a detached head, and for whatever is not as git writes it. */
    static Optional<String> branch(Path folder) {
        Path at = folder;
        for (int i = 0; i < MOST_FOLDERS && at != null; i++) {
            Path git = at.resolve(GIT);
            if (Files.exists(git, LinkOption.NOFOLLOW_LINKS)) {
                return repository(git).flatMap(repository -> find(BRANCH, repository.resolve("HEAD")));
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    private static Optional<Path> repository(Path git) {
        if (Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(git);
        }
        try {
            return find(ELSEWHERE, git).map(git::resolveSibling);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What a file says, if it is one, and small, and nothing else is in it: a build would wait for a pipe. */
    private static Optional<String> find(Pattern whole, Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(TOO_LARGE);
            Matcher matcher = whole.matcher(new String(bytes, StandardCharsets.UTF_8));
            return bytes.length < TOO_LARGE && matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
