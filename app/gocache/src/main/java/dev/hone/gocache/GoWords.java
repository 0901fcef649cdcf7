package dev.hone.gocache;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides the value of GOCACHEPROG as go does (cmd/internal/quoted): at blanks; a word that begins with a quote ends with the
 * next one of its kind. There is no other syntax.
 */
final class GoWords {
    private GoWords() {}

    /** The words; a quote that nobody ends is an {@link IllegalArgumentException}. */
    static List<String> split(String value) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (isBlank(c)) {
                at++;
            } else if (c == '"' || c == '\'') {
                int end = value.indexOf(c, at + 1);
                if (end < 0) {
                    throw new IllegalArgumentException("a quote is not ended");
                }
                words.add(value.substring(at + 1, end));
                at = end + 1;
            } else {
                int end = at;
                while (end < value.length() && !isBlank(value.charAt(end))) {
                    end++;
                }
                words.add(value.substring(at, end));
                at = end;
            }
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
