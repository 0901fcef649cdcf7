package dev.hone.oracle;

import java.nio.file.Path;

/** Finds the oracle's program, or builds it once per run; without Go the tests that ask for it are skipped. */
final class OracleBinary {
    /** A path to use instead of building. */
    static final String PROPERTY = "hone.oracle";

    private static final class Holder {
        static final Path PATH = find();
    }

    private OracleBinary() {}

    static Path path() {
        if (System.getProperty(PROPERTY, "").isEmpty()) {
            GoCommand.onPath();
        }
        return Holder.PATH;
    }

    /** The directory of this Maven module, which is the Go module too. */
    static Path module() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    private static Path find() {
        String given = System.getProperty(PROPERTY, "");
        return given.isEmpty() ? GoCommand.build("oracle", "./cmd/oracle") : Path.of(given);
    }
}
