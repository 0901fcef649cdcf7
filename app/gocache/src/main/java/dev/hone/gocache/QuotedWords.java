package dev.hone.gocache;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts together again what go took apart: it splits GOCACHEPROG at blanks and knows quotes at the start of a word only, so
 * {@code --s3-prefix="{% env.X %}/y"} arrives in three words. Documentation of cacheprog tells people to write it so.
 */
final class QuotedWords {
    private static final String BEGIN = "=\"";

    private QuotedWords() {}

    static List<String> joined(List<String> words) {
        List<String> joined = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int end = end(words, at);
            String word = String.join(" ", words.subList(at, end + 1));
            joined.add(isQuoted(word) ? word.replaceFirst(BEGIN, "=").replaceFirst("\"$", "") : word);
            at = end + 1;
        }
        return joined;
    }

    /** The word that ends what begins at this one; a quote that nobody ends is a quote. */
    private static int end(List<String> words, int at) {
        if (!words.get(at).startsWith("--") || !words.get(at).contains(BEGIN)) {
            return at;
        }
        for (int end = at; end < words.size(); end++) {
            if (isQuoted(String.join(" ", words.subList(at, end + 1)))) {
                return end;
            }
        }
        return at;
    }

    private static boolean isQuoted(String word) {
        int quote = word.indexOf(BEGIN) + 1;
        return word.startsWith("--") && quote > 0 && word.endsWith("\"") && word.length() - 1 > quote;
    }
}
