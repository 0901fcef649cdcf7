package dev.hone.gocache.doctor;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells by an input that changed why it did. A pure function of the two values and the two folders. */
final class Causes {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"'=,;\\[\\]\\\\]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern STAMPED_VERSION = Pattern.compile("[(]devel[)]|[+]dirty|-[0-9a-f]{12}");

    private final Folders folders;
    private final Map<String, String> details;

    /**
     * @param details what stands behind the digests of the files that tests read
     */
    Causes(Folders folders, Map<String, String> details) {
        this.folders = folders;
        this.details = details;
    }

    Cause of(Changed changed) {
        String what = changed.what();
        if (changed.name().equals("moduleIndex")) {
            return Cause.INDEX;
        }
        if (what.startsWith("vcs") || (what.equals("mod") && isStamped(changed))) {
            return Cause.VCS;
        }
        if (folders.explain(changed) || allDifferentWords(changed, word -> word.startsWith("/") && word.length() > 1)) {
            return Cause.PATHS;
        }
        if (what.startsWith("open ") || what.startsWith("stat ")) {
            return ofTestFile(changed);
        }
        if (what.startsWith("file ") || what.startsWith("embed ")) {
            return folders.same() ? Cause.WRITTEN : Cause.SOURCE;
        }
        if (what.equals("pgofile") || what.equals("-pgo")) {
            return Cause.PROFILE;
        }
        if (allDifferentWords(changed, TimeOfDay::isIn)) {
            return Cause.CLOCK;
        }
        return ofWords(changed);
    }

    private static Cause ofWords(Changed changed) {
        String what = changed.what();
        if (what.equals(InputNames.GO_VERSION)
                || what.equals("GOVERSION")
                || what.equals("CC ID")
                || changed.before().contains("ID=")) {
            return Cause.TOOLCHAIN;
        }
        if (what.equals("GOFLAGS") || what.startsWith("-")) {
            return Cause.FLAGS;
        }
        if (what.startsWith("env ") || VARIABLE.matcher(what).matches()) {
            return Cause.ENVIRONMENT;
        }
        return switch (what) {
            case "compile", "asm", "link", "cgo", "vet" ->
                version(changed.before()).equals(version(changed.after())) ? Cause.FLAGS : Cause.TOOLCHAIN;
            case "linkflags", "vetflags", "goos", "buildmode", "omitdebug" -> Cause.FLAGS;
            case "import" -> Cause.SOURCE;
            default ->
                what.startsWith("import ") || what.equals("mod") || what.equals("dep") ? Cause.SOURCE : Cause.OTHER;
        };
    }

    private static boolean isStamped(Changed changed) {
        return STAMPED_VERSION.matcher(changed.before()).find()
                || STAMPED_VERSION.matcher(changed.after()).find();
    }

    /** What stands behind "version" in what a tool says of itself. */
    private static String version(String text) {
        int at = text.indexOf("version ");
        int end = text.indexOf(' ', at + "version ".length());
        return at < 0 ? text : text.substring(at, end < 0 ? text.length() : end);
    }

    /** A file that a test read, known by "stat SIZE MODE TIME DIRECTORY". */
    private Cause ofTestFile(Changed changed) {
        List<String> before = List.of(detail(changed.before()).split(" ", -1));
        List<String> after = List.of(detail(changed.after()).split(" ", -1));
        boolean known =
                before.size() > 3 && after.size() > 3 && before.getFirst().equals("stat");
        return known && before.subList(0, 3).equals(after.subList(0, 3)) ? Cause.TIMES : Cause.SOURCE;
    }

    /** What is behind the digest at the end of an input, or the input itself. */
    String detail(String text) {
        return details.getOrDefault(text.substring(text.lastIndexOf(' ') + 1), text);
    }

    /** Whether the two have the same number of words, and all that differ are of a kind. */
    private static boolean allDifferentWords(Changed changed, Predicate<String> kind) {
        List<String> before = List.of(BETWEEN_WORDS.split(changed.before(), -1));
        List<String> after = List.of(BETWEEN_WORDS.split(changed.after(), -1));
        boolean any = false;
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                if (!kind.test(before.get(i)) || !kind.test(after.get(i))) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }
}
