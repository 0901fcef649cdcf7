package dev.hone.command;

/** Breaks sentences into lines that fit the terminal. */
public final class Wrapped {
    private Wrapped() {}

    /**
     * A text in lines of at most {@code width} columns where blanks allow it; below an indented first line the others are
     * indented more.
     */
    public static String text(String text, int width, String indent) {
        String hanging = indent.isEmpty() ? "" : indent + "  ";
        StringBuilder lines = new StringBuilder(indent);
        int column = indent.length();
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first && column + 1 + word.length() > width) {
                lines.append('\n').append(hanging);
                column = hanging.length();
            } else if (!first) {
                lines.append(' ');
                column++;
            }
            first = false;
            lines.append(word);
            column += word.length();
        }
        return lines.append('\n').toString();
    }
}
