package dev.hone.gocache;

import dev.hone.command.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which folder the cache is in. The shim finds the same one by the same rule. */
final class CacheRoot {
    static final String OPTION = "--root-directory";

    private CacheRoot() {}

    /** The option, else HONE_CACHE_DIR, else CACHEPROG_ROOT_DIRECTORY, else a folder among those of this user's caches. */
    static Path of(String option, Map<String, String> environment) {
        String given = option;
        for (String name : new String[] {"HONE_CACHE_DIR", "CACHEPROG_ROOT_DIRECTORY", "CACHEPROG_DISK_STORAGE_ROOT"}) {
            given = given.isEmpty() ? environment.getOrDefault(name, "") : given;
        }
        Path folder = given.isEmpty() ? usual(environment) : Path.of(given);
        return folder.toAbsolutePath().normalize();
    }

    private static Path usual(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!named.isEmpty()) {
            return Path.of(named).resolve("hone").resolve("go");
        }
        String home = Optional.ofNullable(environment.get("HOME"))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new UsageException(
                        "nobody says where the cache is; set HONE_CACHE_DIR, or HOME, or give " + OPTION));
        return Path.of(home).resolve(".cache").resolve("hone").resolve("go");
    }
}
