package dev.hone.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a shell would: at blanks, with single and double quotes and backslashes.
 *
 * <p>Commands are started without a shell, because a shell's own start would be measured too. Whoever needs a pipe writes
 * {@code sh -c '…'}.
 */
final class Words {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Words(String text) {
        this.text = text;
    }

    static List<String> of(String text) {
        Words words = new Words(text);
        while (words.at < text.length()) {
            words.take(text.charAt(words.at++));
        }
        words.endWord();
        return List.copyOf(words.words);
    }

    private void take(char c) {
        switch (c) {
            case ' ', '\t', '\n' -> endWord();
            case '\'', '"' -> quoted(c);
            case '\\' -> add(next("a backslash"));
            default -> add(c);
        }
    }

    private void quoted(char quote) {
        inWord = true;
        for (char c = next("a quote"); c != quote; c = next("a quote")) {
            add(quote == '"' && c == '\\' ? next("a backslash") : c);
        }
    }

    private char next(String what) {
        if (at == text.length()) {
            throw new BenchException(BenchException.Code.WRONG_USE, what + " is not closed in: " + text);
        }
        return text.charAt(at++);
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
