package dev.hone.cli;

import java.util.Objects;

/** The version of this build, from the jar's manifest. */
final class Version {
    private Version() {}

    static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
