package dev.hone.gocache.doctor;

import org.jspecify.annotations.Nullable;

/*
 * go prints with GODEBUG=gocachehash=1 (cmd/go/internal/cache/hash.go, Go 1.24 to 1.27)
 *
 *   HASH[NAME]                     a key is begun
 *   HASH[NAME]: "INPUT"            an input, quoted as by Go's %q, mostly with its line's end
 *   HASH[NAME]: 64 hex digits      the key
 *   HASH subkey …, HASH PATH: …    of which nothing here depends
 *
 * Keys of different names are printed at the same time, line by line, and so are keys of one name: of "moduleIndex" there is one
 * for each package.
 */

/**
 * A line of what go says of its keys.
 *
 * @param name whose key, such as {@code build fmt}
 * @param text the input without its quotes and its end, or the key
 */
record HashLine(Kind kind, String name, String text) {
    private static final String START = "HASH[";
    private static final int DIGITS = 64;

    /** What a line says. */
    enum Kind {
        INPUT,
        KEY
    }

    /** Reads one; null for what is none. */
    static @Nullable HashLine parse(String line) {
        if (!line.startsWith(START)) {
            return null;
        }
        int quoted = line.indexOf("]: \"");
        if (quoted >= 0) {
            return new HashLine(Kind.INPUT, line.substring(START.length(), quoted), input(line.substring(quoted + 4)));
        }
        int named = line.lastIndexOf("]: ");
        if (named < START.length() || !isKey(line, named + 3)) {
            return null;
        }
        return new HashLine(Kind.KEY, line.substring(START.length(), named), line.substring(named + 3));
    }

    private static String input(String quoted) {
        String text = quoted.endsWith("\"") ? quoted.substring(0, quoted.length() - 1) : quoted;
        return text.endsWith("\\n") ? text.substring(0, text.length() - 2) : text;
    }

    private static boolean isKey(String line, int from) {
        if (line.length() - from != DIGITS) {
            return false;
        }
        for (int i = from; i < line.length(); i++) {
            if (Character.digit(line.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A text as Go's %q has it, without its quotes, as it was before; what is odd stays as it is. */
    static String plain(String quoted) {
        StringBuilder plain = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c != '\\' || i + 1 == quoted.length()) {
                plain.append(c);
                continue;
            }
            char escaped = quoted.charAt(++i);
            switch (escaped) {
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case '"', '\\' -> plain.append(escaped);
                default -> plain.append('\\').append(escaped);
            }
        }
        return plain.toString();
    }
}
