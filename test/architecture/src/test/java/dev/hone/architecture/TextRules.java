package dev.hone.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules over the files as they are written, where class files do not tell or are not at hand. */
final class TextRules {
    private static final String PLANTED = "/dev/hone/planted/";
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO[D]O|FIX[M]E)\\b");
    private static final Pattern SLEEP = Pattern.compile(
            "\\bThread\\s*(\\.|::)\\s*sleep\\b|\\bTimeUnit\\.\\w+\\s*(\\.|::)\\s*sleep\\b|^import static .*\\.sleep;");
    private static final Pattern MOCKS =
            Pattern.compile("^import (static )?(org\\.mockito|org\\.easymock|org\\.jmock|org\\.powermock|mockit)\\b");
    private static final Pattern PUBLIC_TEST = Pattern.compile("^public (final )?class \\w+Test\\b");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\n]*`");
    private static final Pattern LINK =
            Pattern.compile("\\[[^\\]]*]\\(\\s*<?([^)\\s>]+)>?[^)]*\\)|^\\[[^\\]]+]:\\s*(\\S+)", Pattern.MULTILINE);
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)([a-z][a-z0-9+.-]*:|//|#).*");
    private static final Pattern UNRELEASED = Pattern.compile("(?m)^## \\[?Unreleased\\b");

    private final Repository repository;

    TextRules(Repository repository) {
        this.repository = repository;
    }

    /** All breaches together, each with its place. */
    List<String> breaches() {
        List<Path> texts = repository.texts();
        return Stream.of(
                        texts.stream().flatMap(file -> lines(file, UNFINISHED, "is not finished")),
                        java(texts).flatMap(file -> lines(file, Pattern.compile("\t"), "has a tab")),
                        java(texts).flatMap(file -> lines(file, SLEEP, "sleeps")),
                        java(texts).flatMap(file -> lines(file, MOCKS, "mocks")),
                        java(texts).flatMap(file -> lines(file, PUBLIC_TEST, "is a test that others can see")),
                        texts.stream()
                                .filter(file -> file.toString().endsWith(".md"))
                                .flatMap(this::deadLinks),
                        modulesWithoutReadme(),
                        changelog())
                .flatMap(breaches -> breaches)
                .toList();
    }

    private Stream<Path> java(List<Path> texts) {
        return texts.stream()
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !("/" + repository.name(file)).contains(PLANTED));
    }

    private Stream<String> lines(Path file, Pattern fault, String what) {
        List<String> lines = Repository.text(file).lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> fault.matcher(lines.get(i)).find())
                .mapToObj(i -> repository.name(file) + ":" + (i + 1) + " " + what);
    }

    private Stream<String> deadLinks(Path file) {
        String prose = FENCE.matcher(Repository.text(file)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .filter(link -> !resolves(file, link.replaceFirst("#.*", "")))
                .map(link -> repository.name(file) + " links to " + link + ", which is not there");
    }

    private boolean resolves(Path file, String link) {
        Path from = link.startsWith("/") ? repository.root() : file.resolveSibling("");
        Path target = from.resolve(link.replaceFirst("^/", "")).normalize();
        return target.startsWith(repository.root()) && Files.exists(target);
    }

    private Stream<String> modulesWithoutReadme() {
        return repository.modules().stream()
                .filter(module ->
                        !Files.exists(repository.root().resolve(module).resolve("README.md")))
                .map(module -> module + " has no README.md");
    }

    private Stream<String> changelog() {
        Path changelog = repository.root().resolve("CHANGELOG.md");
        if (!Files.exists(changelog)) {
            return Stream.of("there is no CHANGELOG.md");
        }
        return UNRELEASED.matcher(Repository.text(changelog)).find()
                ? Stream.empty()
                : Stream.of("CHANGELOG.md has no section Unreleased");
    }
}
