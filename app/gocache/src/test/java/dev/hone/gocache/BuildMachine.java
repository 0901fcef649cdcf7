package dev.hone.gocache;

import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A machine that builds, with a porter or without one. */
final class BuildMachine {
    static final Path PORTER = Path.of("../../sdk/go/target/hone-porter").toAbsolutePath();

    private BuildMachine() {}

    /** Is there for as long as its builds take. */
    static void run(Map<String, String> variables, boolean carried, CacheListener listener, Consumer<Assembly> builds) {
        CacheOptions options = CacheOptions.read(List.of(), variables, Assembly.platform());
        CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new SecureRandom());
        Map<String, String> named = carried ? Map.of(PorterProgram.VARIABLE, PORTER.toString()) : Map.of();
        try (Porter porter = PorterProgram.of(options.root(), named, world);
                Assembly assembly = Assembly.of(options, porter, world, listener)) {
            builds.accept(assembly);
        }
    }
}
