package dev.hone.command;

/** Measures and cuts text by the columns that a terminal gives it, which are not its characters. */
public final class ColumnWidth {
    private static final String CUT = "…";
    /** First and last characters of the scripts of East Asia, and of emoji: they are two columns wide. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x33ff, 0x3400, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xff01, 0xff60, 0x1f300,
        0x1faff, 0x20000, 0x3fffd
    };

    private ColumnWidth() {}

    public static int of(String text) {
        return text.codePoints().map(ColumnWidth::of).sum();
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        for (int i = 0; i < WIDE.length; i += 2) {
            if (character >= WIDE[i] && character <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /**
     * The name of a function in at most so many columns. Go's type arguments go first; then, because what tells functions
     * apart stands at the end, the middle.
     */
    public static String fit(String name, int columns) {
        return of(name) <= columns ? name : cut(withoutTypeArguments(name), columns);
    }

    private static String withoutTypeArguments(String name) {
        int open = name.indexOf('[');
        int close = name.lastIndexOf(']');
        return open > 0 && open < close ? name.substring(0, open + 1) + CUT + name.substring(close) : name;
    }

    private static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int head = headEnd(text, (columns - 1) / 4);
        int tail = tailStart(text, columns - 1 - of(text.substring(0, head)));
        return text.substring(0, head) + CUT + text.substring(Math.max(head, tail));
    }

    private static int headEnd(String text, int columns) {
        int end = 0;
        for (int left = columns; end < text.length(); end += Character.charCount(text.codePointAt(end))) {
            left -= of(text.codePointAt(end));
            if (left < 0) {
                break;
            }
        }
        return end;
    }

    private static int tailStart(String text, int columns) {
        int start = text.length();
        for (int left = columns; start > 0; start -= Character.charCount(text.codePointBefore(start))) {
            left -= of(text.codePointBefore(start));
            if (left < 0) {
                break;
            }
        }
        return start;
    }
}
