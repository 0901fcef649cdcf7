package dev.hone.gopgo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go releases that make something different of the same profile. */
public enum GoRelease {
    /** Go 1.23 to 1.26, and, for what they accept, 1.20 to 1.22. */
    GO_1_26,

    /** Go 1.27 and newer: a profile in which no frame counts is empty, where older ones refuse it. */
    GO_1_27;

    private static final Pattern VERSION = Pattern.compile("(?:go)?1\\.([0-9]{1,3})(?:[.a-z-].*)?");
    private static final int FIRST_WITH_PROFILES = 20;
    private static final int FIRST_WITH_EMPTY_ONES = 27;

    /** The release that a version belongs to, written as {@code 1.26}, {@code go1.27.1} or {@code go1.27rc1}. */
    public static GoRelease of(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < FIRST_WITH_PROFILES) {
            throw new IllegalArgumentException(
                    "'" + version + "' is not a Go version with profile-guided builds; write it as 1.26 or go1.27.1");
        }
        return Integer.parseInt(matcher.group(1)) < FIRST_WITH_EMPTY_ONES ? GO_1_26 : GO_1_27;
    }
}
