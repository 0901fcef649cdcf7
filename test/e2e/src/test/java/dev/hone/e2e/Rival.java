package dev.hone.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The programs that Hone takes the place of. None of them is part of this repository. */
enum Rival {
    AUTOPGO("HONE_RIVAL_AUTOPGO"),
    PGO_FLEET("HONE_RIVAL_PGO_FLEET"),
    CACHEPROG("HONE_RIVAL_CACHEPROG"),
    /** A program of one's own that calls pgo-fleet's profiler. */
    PGO_FLEET_CLIENT("HONE_RIVAL_PGO_FLEET_CLIENT");

    private final String variable;

    Rival(String variable) {
        this.variable = variable;
    }

    /** Where the program is; the test is skipped when nobody says so. */
    Path program() {
        String path = System.getenv().getOrDefault(variable, "");
        Assumptions.assumeTrue(
                !path.isEmpty() && Files.isExecutable(Path.of(path)),
                () -> "no rival to compare with: " + variable + " does not name a program");
        return Path.of(path);
    }
}
