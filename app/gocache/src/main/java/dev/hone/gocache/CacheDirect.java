package dev.hone.gocache;

import dev.hone.cache.BuildCache;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheMode;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.LocalSettings;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import java.nio.file.Path;
import java.time.Duration;

/** {@code hone cache direct}: serves the go command that started it, without a daemon. */
final class CacheDirect implements Command {
    private final CacheSurroundings surroundings;

    CacheDirect(CacheSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description("Serve the go command that started this, in this process and without a daemon.")
                .environment("CACHEPROG")
                .option(CacheRoot.OPTION, "DIR", "The folder of the cache.");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Path root = CacheRoot.of(
                arguments.value(CacheRoot.OPTION).orElse(""), terminal.facts().environment());
        BuildCache cache = BuildCache.open(root, LocalSettings.USUAL, surroundings);
        try {
            cache.session(CacheMode.RW, CacheListener.NONE)
                    .serve(terminal.in(), new StandardOutput(terminal), Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FINE;
    }
}
