package dev.hone.cache;

import java.util.ArrayDeque;
import java.util.Deque;

/** What stands before each key, as Go's {@code path.Join} would write it, so that two programs find the same objects. */
final class KeyPrefix {
    private KeyPrefix() {}

    /** With a slash behind it, unless it is empty. Keys have no slash in front here, which {@code path.Join} would leave. */
    static String joined(String prefix) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : prefix.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? "" : String.join("/", parts) + "/";
    }
}
