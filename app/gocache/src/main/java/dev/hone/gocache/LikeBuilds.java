package dev.hone.gocache;

import dev.hone.cache.BuildNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which builds are like one: the same words of the same module for the same platform by the same Go, on the same branch, on the
 * one that it is to be merged into, or on any.
 */
final class LikeBuilds {
    /** Set to {@code off}, nothing is fetched beforehand, and nothing written down. */
    private static final String SWITCH = "HONE_CACHE_PLANS";

    /** What go makes of a program depends on these too; it tells the shim all of them. */
    private static final List<String> SETTINGS = List.of(
            "GOVERSION", "GOOS", "GOARCH", "GOFLAGS", "CGO_ENABLED", "GOEXPERIMENT", "GOAMD64", "GOARM64", "GOARM");

    /** Of the usual CI systems: what is built, and what it is to be merged into. They check out a commit, and seldom a branch. */
    private static final List<String> BRANCHES = List.of(
            "GITHUB_HEAD_REF",
            "CI_COMMIT_REF_NAME",
            "BUILDKITE_BRANCH",
            "CHANGE_BRANCH",
            "BRANCH_NAME",
            "GITHUB_REF_NAME",
            "CIRCLE_BRANCH");

    private static final List<String> TARGETS = List.of(
            "GITHUB_BASE_REF",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
            "CHANGE_TARGET");

    private static final String USUAL_TARGET = "CI_DEFAULT_BRANCH";

    private static final Set<String> SAYING = Set.of("-v", "-x", "-json", "-a");
    /** Flags whose values say nothing either. */
    private static final Set<String> VALUED = Set.of("-o", "-ldflags", "-run", "-bench", "-count", "-timeout");

    private static final int MOST_FOLDERS = 64;
    private static final int LARGEST = 1 << 20;

    private LikeBuilds() {}

    /**
     * The names of a build that runs.
     *
     * @param go the go command; null where it cannot be seen, and then nothing is known of the build
     * @param folder where it runs
     */
    static BuildNames of(@Nullable ProcessHandle go, String folder, Map<String, String> environment) {
        String[] words = go == null ? null : go.info().arguments().orElse(null);
        return words == null ? BuildNames.NONE : ofWords(List.of(words), folder, environment);
    }

    /**
     * The names of a build.
     *
     * @param words what is behind the name of the program
     * @param folder where it runs
     */
    static BuildNames ofWords(List<String> words, String folder, Map<String, String> environment) {
        Optional<String> module = module(folder);
        if (module.isEmpty() || "off".equals(environment.get(SWITCH))) {
            return BuildNames.NONE;
        }
        StringBuilder build = new StringBuilder("build 1\n").append(module.get());
        SETTINGS.forEach(name -> build.append('\n').append(environment.getOrDefault(name, "")));
        telling(words).forEach(word -> build.append('\n').append(word));
        List<String> descriptions = new ArrayList<>();
        Optional<String> target = first(TARGETS, environment);
        // A branch of somebody else may be called as the one that it is to be merged into.
        String into = target.map(branch -> " into " + branch).orElse("");
        first(BRANCHES, environment)
                .or(() -> GitHead.branch(Path.of(folder)))
                .ifPresent(branch -> descriptions.add(build + "\nbranch " + branch + into));
        target.or(() -> first(List.of(USUAL_TARGET), environment))
                .ifPresent(branch -> descriptions.add(build + "\nbranch " + branch));
        descriptions.add(build.toString());
        return BuildNames.of(descriptions);
    }

    /** Without those that change little of what go asks for: where the program goes, what is said meanwhile, which tests are run. */
    private static List<String> telling(List<String> words) {
        List<String> telling = new ArrayList<>();
        boolean runs = !words.isEmpty() && words.getFirst().equals("run");
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (VALUED.contains(word)) {
                i++;
            } else if (VALUED.stream().noneMatch(flag -> word.startsWith(flag + "=")) && !SAYING.contains(word)) {
                telling.add(word);
                if (runs && i > 0 && !word.startsWith("-")) {
                    break; // what follows is the program's
                }
            }
        }
        return telling;
    }

    private static Optional<String> first(List<String> names, Map<String, String> environment) {
        return names.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** The module that a folder belongs to, and where in it that is. */
    private static Optional<String> module(String folder) {
        try {
            Path at = Path.of(folder);
            for (int i = 0; i < MOST_FOLDERS && at != null; i++) {
                Path file = at.resolve("go.mod");
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST) {
                    String in = at.relativize(Path.of(folder)).toString();
                    return Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> line.startsWith("module "))
                            .findFirst()
                            .map(line -> line + "\n" + in);
                }
                at = at.getParent();
            }
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
