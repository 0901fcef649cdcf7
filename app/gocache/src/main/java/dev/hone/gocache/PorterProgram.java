package dev.hone.gocache;

import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the porter, which the launcher names where it was built with the shim. */
final class PorterProgram {
    /** Empty for none, also where there is one. */
    static final String VARIABLE = "HONE_CACHE_PORTER";

    private PorterProgram() {}

    /** One that works in a cache folder. */
    static Porter of(Path root, Map<String, String> environment, CacheSurroundings world) {
        if (!isThere(environment)) {
            return Porter.NONE;
        }
        Path program = Path.of(named(environment));
        return Porter.in(root.resolve("incoming"), () -> start(program, root), world.random());
    }

    static boolean isThere(Map<String, String> environment) {
        String named = named(environment);
        return !named.isEmpty() && Files.isExecutable(Path.of(named));
    }

    private static String named(Map<String, String> environment) {
        return environment.getOrDefault(VARIABLE, "");
    }

    private static Process start(Path program, Path root) throws IOException {
        return new ProcessBuilder(program.toString())
                .directory(root.toFile())
                .redirectError(Redirect.INHERIT)
                .start();
    }
}
