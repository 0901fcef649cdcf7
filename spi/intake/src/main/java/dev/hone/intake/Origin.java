package dev.hone.intake;

/**
 * What is known of where a profile comes from; each part may be empty, and is at most 200 printable ASCII characters.
 *
 * @param version of the program, in the words of its owners
 * @param revision of its source
 * @param instance that was profiled
 * @param workload what it was doing; recipes name these
 */
public record Origin(String version, String revision, String instance, String workload) {
    /** Nothing known. */
    public static final Origin UNKNOWN = new Origin("", "", "", "");

    /** The longest that a part may be. */
    public static final int LONGEST = 200;

    public Origin {
        check("version", version);
        check("revision", revision);
        check("instance", instance);
        check("workload", workload);
    }

    /** The nearest to a text that may be a part: characters that may not be are {@code ?}, and what is too long is cut. */
    public static String fitting(String text) {
        StringBuilder fitting = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> fitting.appendCodePoint(isPlain(c) ? c : '?'));
        return fitting.toString();
    }

    private static void check(String name, String value) {
        if (value.length() > LONGEST || !value.chars().allMatch(Origin::isPlain)) {
            throw new IntakeException(
                    IntakeError.REFUSED,
                    "the " + name + " of a profile is at most " + LONGEST + " printable ASCII characters");
        }
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~';
    }
}
