package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.Arrays;

/** What rules make of a name. */
final class Renaming {
    private Renaming() {}

    /** The name after a rule; the same when the rule says nothing about it. */
    static Text apply(EdgeRule rule, Text name) {
        return switch (rule) {
            case EdgeRule.Rename(Text from, Text to) -> name.equals(from) ? to : name;
            case EdgeRule.RenamePrefix(Text from, Text to) ->
                startsWith(name, from) ? join(to, name, from.length()) : name;
            case EdgeRule.Deny _, EdgeRule.DenyExactly _ -> name;
        };
    }

    /** Whether a rule keeps a callee of this name from being inlined. */
    static boolean denies(EdgeRule rule, Text name) {
        return switch (rule) {
            case EdgeRule.Deny(var pattern) -> pattern.find(name);
            case EdgeRule.DenyExactly(Text denied) -> name.equals(denied);
            case EdgeRule.Rename _, EdgeRule.RenamePrefix _ -> false;
        };
    }

    private static boolean startsWith(Text name, Text prefix) {
        byte[] bytes = name.bytes();
        byte[] beginning = prefix.bytes();
        return bytes.length >= beginning.length
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }

    /** A beginning, and behind it a name from a byte on. */
    static Text join(Text beginning, Text name, int from) {
        byte[] first = beginning.bytes();
        byte[] rest = name.bytes();
        byte[] joined = Arrays.copyOf(first, first.length + rest.length - from);
        System.arraycopy(rest, from, joined, first.length, rest.length - from);
        return Text.of(joined, 0, joined.length);
    }
}
