package dev.hone.profile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression over the names in a profile, in the syntax of Go's {@code regexp}.
 *
 * <p>Searching takes time linear in the name, whatever the expression; one that would need a large program is refused. As in
 * Go, bytes that are not UTF-8 count as one U+FFFD each.
 */
public final class TextPattern {
    /** A search can recurse once for each instruction, and 10,000 are too many for a stack of 1 MiB. */
    private static final int LARGEST = 5_000;

    private final Pattern pattern;

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles an expression.
     *
     * @throws ProfileException when it is not a regular expression, or an unreasonably large one
     */
    public static TextPattern of(String expression) {
        if (PatternSize.of(expression) > LARGEST) {
            throw new ProfileException(
                    ProfileError.BAD_PATTERN,
                    "the regular expression '" + beginning(expression) + "' is too large; repeat less in it");
        }
        try {
            return new TextPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new ProfileException(
                    ProfileError.BAD_PATTERN,
                    "'" + beginning(expression) + "' is not a regular expression: " + e.getDescription()
                            + "; the syntax is Go's, https://go.dev/s/re2syntax",
                    e);
        }
    }

    private static String beginning(String expression) {
        return expression.length() <= 100 ? expression : expression.substring(0, 100) + "…";
    }

    /** Whether it matches anywhere in the text. */
    public boolean find(Text text) {
        return find(text.decode());
    }

    /** Whether it matches anywhere in a text that was decoded. */
    boolean find(String decoded) {
        return pattern.matcher(decoded).find();
    }

    /** The expression. */
    @Override
    public String toString() {
        return pattern.pattern();
    }
}
