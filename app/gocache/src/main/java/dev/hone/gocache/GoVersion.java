package dev.hone.gocache;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which go it is.
 *
 * @param text as go writes it, such as {@code go1.26.8}
 * @param minor such as 26; of what is no release, more than of any
 */
record GoVersion(String text, int minor) {
    private static final Pattern RELEASE = Pattern.compile("go1[.]([0-9]{1,4})");
    private static final int FIRST_WITH_HELPERS = 24;
    private static final int NEWEST = 9999;

    static GoVersion of(String text) {
        Matcher matcher = RELEASE.matcher(text);
        return new GoVersion(text, matcher.find() ? Integer.parseInt(matcher.group(1)) : NEWEST);
    }

    /** Whether it knows GOCACHEPROG. */
    boolean hasHelpers() {
        return minor >= FIRST_WITH_HELPERS;
    }

    static String firstWithHelpers() {
        return "Go 1." + FIRST_WITH_HELPERS;
    }
}
