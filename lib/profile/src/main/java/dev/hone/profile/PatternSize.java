package dev.hone.profile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Estimates how large the program of a regular expression would be, without building it. */
/*
 * A counted repetition is compiled by copying what it repeats, so nested ones multiply: ((a{999}){999}){999} asks for a
 * billion instructions. Each atom counts one, a group what is in it, and {n,m} multiplies what is before it by the
 * larger number. Flags such as (?i) and an empty \Q\E are no atoms: a{999}(?i){999} repeats the repetition. The compiler
 * recurses, so groups that are nested too deeply count as too large. What is no valid expression gets some number; the
 * compiler refuses it later.
 */
final class PatternSize {
    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?}");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?[A-Za-z-]{1,99}\\)");
    /** As deep as Go allows. */
    private static final int DEEPEST = 1000;

    private final Deque<Long> outer = new ArrayDeque<>();
    private long group;
    private long last;

    private PatternSize() {}

    static long of(String expression) {
        return new PatternSize().measure(expression);
    }

    private long measure(String expression) {
        Matcher repetition = REPEAT.matcher(expression);
        Matcher flags = FLAGS.matcher(expression);
        for (int at = 0; at < expression.length(); ) {
            int next = at + 1;
            switch (expression.charAt(at)) {
                case '(' -> next = open(flags.region(at, expression.length()));
                case ')' -> close();
                case '\\' -> next = escape(expression, at);
                case '[' -> next = characterClass(expression, at);
                case '{' -> next = repeat(repetition.region(at, expression.length()));
                case '*', '+', '?' -> modify();
                default -> atom(1);
            }
            at = next;
        }
        while (!outer.isEmpty()) {
            close();
        }
        return group;
    }

    /** Counts an escape, or what stands literally between \Q and \E; returns where it ends. */
    private int escape(String expression, int at) {
        if (!expression.startsWith("\\Q", at)) {
            atom(1);
            return at + 2;
        }
        int end = expression.indexOf("\\E", at + 2);
        int literalEnd = end < 0 ? expression.length() : end;
        group = saturated(group + literalEnd - at - 2);
        last = literalEnd > at + 2 ? 1 : last;
        return end < 0 ? literalEnd : end + 2;
    }

    /** Counts a class such as {@code [^])(a-z\]]}; returns where it ends. */
    private int characterClass(String expression, int at) {
        atom(1);
        int i = expression.startsWith("^", at + 1) ? at + 2 : at + 1;
        for (int first = i; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == ']' && i > first) {
                return i + 1;
            } else if (c == '\\') {
                i++;
            }
        }
        return expression.length();
    }

    /** Begins a group, unless only flags stand here; returns where to go on. */
    private int open(Matcher flags) {
        if (flags.lookingAt()) {
            return flags.end();
        }
        outer.push(outer.size() < DEEPEST ? group : Integer.MAX_VALUE);
        group = 0;
        last = 0;
        return flags.regionStart() + 1;
    }

    private void close() {
        long inner = group + 1;
        group = outer.isEmpty() ? 0 : outer.pop();
        atom(inner);
    }

    private void atom(long size) {
        last = size;
        group = saturated(group + size);
    }

    /** Counts an operator that belongs to the last atom. */
    private void modify() {
        last = saturated(last + 1);
        group = saturated(group + 1);
    }

    /** Multiplies the last atom, if a repetition stands here; returns where it ends. */
    private int repeat(Matcher repetition) {
        if (!repetition.lookingAt()) {
            atom(1);
            return repetition.regionStart() + 1;
        }
        long least = Long.parseLong(repetition.group(1));
        String upper = repetition.group(2);
        long most = upper == null || upper.isEmpty() ? least : Math.max(least, Long.parseLong(upper));
        // Copies that may be left out have an instruction of their own for that.
        long copy = most == least ? last : last + 1;
        long repeated = saturated(copy * Math.max(1, most));
        group = saturated(group + repeated - last);
        last = repeated;
        return repetition.end();
    }

    private static long saturated(long size) {
        return Math.min(size, Integer.MAX_VALUE);
    }
}
