package dev.hone.profile;

/** The parts of a line of folded stacks, as places in its bytes, and what a file of such lines looks like. */
final class FoldedLine {
    /** What {@link #count} says of something that is no count. */
    static final long NONE = -1;

    static final long NEGATIVE = -2;
    static final long FRACTION = -3;
    static final long TOO_LARGE = -4;

    private static final int LOOK_AT_LINES = 200;
    private static final int EXCERPT = 80;

    private FoldedLine() {}

    /** Whether at least four of five of the first lines end in a count, and one of them has two frames. */
    static boolean isTypicalOf(byte[] bytes, int length) {
        int lines = 0;
        int counted = 0;
        boolean several = false;
        for (int at = start(bytes, length); at < length && lines < LOOK_AT_LINES; at++) {
            int start = at;
            at = Lines.end(bytes, start, length);
            int end = trim(bytes, start, at);
            if (end > start && !isComment(bytes, start, length)) {
                lines++;
                int cut = cut(bytes, start, end);
                if (cut >= start && count(bytes, cut + 1, end) != NONE) {
                    counted++;
                    several = several || hasSemicolon(bytes, start, cut);
                }
            }
        }
        return several && 5 * counted >= 4 * lines;
    }

    private static boolean hasSemicolon(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == ';') {
                return true;
            }
        }
        return false;
    }

    /** Where the first line begins: behind a byte order mark, if there is one. */
    static int start(byte[] bytes, int length) {
        boolean mark = length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        return mark ? 3 : 0;
    }

    static boolean isComment(byte[] bytes, int start, int length) {
        return bytes[start] == '#'
                && (start + 1 == length
                        || isBlank(bytes[start + 1])
                        || bytes[start + 1] == '\r'
                        || bytes[start + 1] == '\n');
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** The end without blanks and CR. */
    static int trim(byte[] bytes, int start, int end) {
        int trimmed = end;
        while (trimmed > start && (isBlank(bytes[trimmed - 1]) || bytes[trimmed - 1] == '\r')) {
            trimmed--;
        }
        return trimmed;
    }

    /** Where the last blank stands; before {@code start} if there is none. */
    static int cut(byte[] bytes, int start, int end) {
        int cut = end - 1;
        while (cut >= start && !isBlank(bytes[cut])) {
            cut--;
        }
        return cut;
    }

    /** The count in these bytes, or one of the constants, which are negative. */
    static long count(byte[] bytes, int start, int end) {
        boolean negative = start < end && bytes[start] == '-';
        int at = negative ? start + 1 : start;
        long count = 0;
        boolean fits = true;
        int digits = at;
        for (; at < end && isDigit(bytes[at]); at++) {
            int digit = bytes[at] - '0';
            fits = fits && count <= (Long.MAX_VALUE - digit) / 10;
            count = fits ? 10 * count + digit : count;
        }
        if (at == digits) {
            return NONE;
        }
        boolean whole = true;
        if (at < end && bytes[at] == '.') {
            for (at++; at < end && isDigit(bytes[at]); at++) {
                whole = whole && bytes[at] == '0';
            }
        }
        return at < end ? NONE : negative ? NEGATIVE : !whole ? FRACTION : fits ? count : TOO_LARGE;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Whether a name ends in a blank and a number, so that the line has two counts, or seems to. */
    static boolean isPaired(byte[] bytes, int start, int end) {
        int cut = cut(bytes, start, end);
        return cut >= start && count(bytes, cut + 1, end) != NONE;
    }

    /** The beginning of a line for a message, with nothing in it that could forge one. */
    static String excerpt(byte[] bytes, int start, int end) {
        int most = Math.min(end - start, EXCERPT);
        return "'" + new Text(bytes, start, most) + (most < end - start ? "…'" : "'");
    }
}
