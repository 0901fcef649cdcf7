package dev.hone.command;

import java.util.Objects;

/** The version of this build, from the jar's manifest, where it stands as {@code 0.1.0 (commit)}. */
public final class Version {
    private Version() {}

    /** The version alone. */
    public static String current() {
        String full = full();
        int end = full.indexOf(' ');
        return end < 0 ? full : full.substring(0, end);
    }

    /** The version, and the commit that it was built from where that is known. */
    static String full() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
