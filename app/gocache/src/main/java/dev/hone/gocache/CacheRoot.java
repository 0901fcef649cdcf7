package dev.hone.gocache;

import dev.hone.cache.Platform;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds the folder of the cache: the one that was named, else one of the user's own. The shim finds the same by the same rule. */
final class CacheRoot {
    static final String OPTION = "--root-directory";

    private static final Path OURS = Path.of("hone", "go");

    private final Map<String, String> environment;
    private final Platform platform;

    CacheRoot(Map<String, String> environment, Platform platform) {
        this.environment = environment;
        this.platform = platform;
    }

    /** A relative one counts from where go runs, as the shim has it. */
    Path of(String named) {
        return (named.isEmpty() ? own() : path(named)).toAbsolutePath().normalize();
    }

    /** Gives a command that works on the folder, and shares nothing, the option that names it. */
    static void declareAlone(Declaration declaration) {
        declare(declaration.environment("CACHEPROG"));
        declaration.withoutEnvironment();
    }

    /** Gives a command whose options have variables the option that names the folder. */
    static void declare(Declaration declaration) {
        declaration.variables(
                List.of("HONE_CACHE_DIR", "CACHEPROG_ROOT_DIRECTORY", "CACHEPROG_DISK_STORAGE_ROOT"),
                d -> d.option(OPTION, "DIR", "The folder of the cache; else hone/go in the user's cache folder."));
    }

    /** The folder that such a command was given. */
    static Path of(Arguments arguments, Map<String, String> environment, Platform platform) {
        return new CacheRoot(environment, platform).of(arguments.value(OPTION).orElse(""));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--root-directory is no path: " + e.getMessage());
        }
    }

    private Path own() {
        String home = variable(platform.os().equals("windows") ? "USERPROFILE" : "HOME");
        String folder = switch (platform.os()) {
            case "windows" -> variable("LOCALAPPDATA");
            case "darwin" -> home.isEmpty() ? "" : home + "/Library/Caches";
            default -> variable("XDG_CACHE_HOME");
        };
        Path parent = path(folder.isEmpty() && !home.isEmpty() ? home + "/.cache" : folder);
        if (!parent.isAbsolute()) {
            throw new UsageException("there is no folder for the cache: set HOME, or name one with HONE_CACHE_DIR");
        }
        return parent.resolve(OURS);
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
