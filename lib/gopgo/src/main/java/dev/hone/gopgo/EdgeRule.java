package dev.hone.gopgo;

import dev.hone.profile.ProfileException;
import dev.hone.profile.Text;
import dev.hone.profile.TextPattern;

/** One thing to change about edges before builds use them. */
public sealed interface EdgeRule {

    /** Keeps callees that a regular expression matches anywhere from being inlined. */
    record Deny(TextPattern pattern) implements EdgeRule {
        @Override
        public String toString() {
            return "deny " + pattern;
        }
    }

    /** Keeps one callee from being inlined. */
    record DenyExactly(Text name) implements EdgeRule {
        @Override
        public String toString() {
            return "deny-exactly " + name;
        }
    }

    /** Gives a function another name, as caller and as callee. */
    record Rename(Text from, Text to) implements EdgeRule {
        @Override
        public String toString() {
            return "rename " + from + "=" + to;
        }
    }

    /** Replaces the beginning of names. */
    record RenamePrefix(Text from, Text to) implements EdgeRule {
        @Override
        public String toString() {
            return "rename " + from + "*=" + to + "*";
        }
    }

    /**
     * A rule to keep callees from being inlined.
     *
     * @throws ProfileException when it is not a regular expression, or an unreasonably large one
     */
    static EdgeRule deny(String expression) {
        if (expression.isEmpty()) {
            throw new GoProfileException(
                    GoProfileError.BAD_RULE,
                    "an empty expression would deny every function; write .* if you mean that");
        }
        return new Deny(TextPattern.of(expression));
    }

    /**
     * A rule to rename functions, written {@code OLD=NEW}, or {@code OLD*=NEW*} for all names that begin with OLD.
     *
     * @throws GoProfileException when it is not written so
     */
    static EdgeRule rename(String written) {
        int equals = written.indexOf('=');
        String from = equals < 0 ? "" : written.substring(0, equals);
        String to = written.substring(equals + 1);
        boolean prefix = from.endsWith("*");
        if (from.isEmpty() || from.equals("*") || to.isEmpty() || prefix != to.endsWith("*")) {
            throw new GoProfileException(
                    GoProfileError.BAD_RULE,
                    "'" + Text.of(written)
                            + "' is no renaming; write OLD=NEW, or OLD*=NEW* for all names that begin so");
        }
        return prefix
                ? new RenamePrefix(
                        Text.of(from.substring(0, from.length() - 1)), Text.of(to.substring(0, to.length() - 1)))
                : new Rename(Text.of(from), Text.of(to));
    }
}
