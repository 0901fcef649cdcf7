package dev.hone.gocache.doctor;

import java.util.Set;

/** Tells which input of a key a line is, so that two builds' can be laid side by side. */
final class InputNames {
    /** Words that say what the next word is about. */
    private static final Set<String> OF_THE_NEXT =
            Set.of("file", "import", "env", "open", "stat", "embed", "vetout", "packagefile", "goos", "package");

    /** The first input of each key, which has no name. */
    static final String GO_VERSION = "go version";

    private InputNames() {}

    /** The beginning of a line that is the same in each build. */
    static String of(String text) {
        int blank = text.indexOf(' ');
        String first = blank < 0 ? text : text.substring(0, blank);
        if (first.startsWith("go1.")) {
            return GO_VERSION;
        }
        int equals = first.indexOf('=');
        if (equals > 0) {
            return first.substring(0, equals);
        }
        if (blank < 0 || !OF_THE_NEXT.contains(first)) {
            return first;
        }
        int end = blank + 1;
        while (end < text.length() && " =".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (first.equals("goos") || first.equals("package")) {
            return first;
        }
        return first.equals("packagefile") ? "packagefile" + text.substring(blank, end) : text.substring(0, end);
    }

    /** Whether an input differs only since another package does. */
    static boolean follows(Changed changed) {
        String what = changed.what();
        return (what.startsWith("import ")
                        && !changed.before().isEmpty()
                        && !changed.after().isEmpty())
                || what.startsWith("packagefile ")
                || what.equals("packagemain")
                || what.startsWith("vetout ")
                || what.equals("pkg")
                || (what.equals("test") && changed.name().equals("testResult"));
    }
}
