package dev.hone.gocache;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * What GOCACHEPROG says.
 *
 * @param value as it is set; empty for not at all
 * @param words the same, divided as go does
 */
record CacheProgram(String value, List<String> words) {
    static final String VARIABLE = "GOCACHEPROG";

    CacheProgram {
        words = List.copyOf(words);
    }

    /** As go sees it in a folder; a quote that nobody ends is an {@link IllegalArgumentException}. */
    static CacheProgram of(GoBuilds go, Path folder) {
        return of(go.output(List.of("go", "env", VARIABLE), folder).strip());
    }

    static CacheProgram of(String value) {
        return new CacheProgram(value, GoWords.split(value));
    }

    /** Whether it is this cache, by the launcher or by what that starts. */
    boolean isOurs() {
        if (words.isEmpty()) {
            return false;
        }
        String name = name(words.getFirst());
        return name.equals("hone-cache")
                || (name.equals("hone") && words.size() > 1 && words.get(1).equals("cache"));
    }

    private static String name(String program) {
        try {
            return String.valueOf(Path.of(program).getFileName()).replaceFirst("[.](exe|cmd|bat)$", "");
        } catch (InvalidPathException e) {
            return "";
        }
    }

    /** The words with which the cache is told what builds want of it. */
    List<String> settings() {
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        return !rest.isEmpty() && rest.getFirst().equals("cache") ? rest.subList(1, rest.size()) : rest;
    }
}
