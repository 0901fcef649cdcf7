package dev.hone.gocache;

import dev.hone.base.ByteSize;
import dev.hone.cache.BuildCache;
import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Eviction;
import dev.hone.cache.LocalSettings;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import java.io.IOException;
import java.nio.file.Path;

/** {@code hone cache gc}: makes room in the cache folder now. */
final class CacheGc implements Command {
    private final CacheSurroundings surroundings;

    CacheGc(CacheSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.description(
                "Remove from the cache folder what was not used for longest, until the rest fits. What a running "
                        + "build was told of stays. A daemon does this by itself.");
        CacheRoot.declareAlone(declaration);
        declaration
                .size("--max-size", "SIZE", "What may be kept (default: 10GiB).")
                .duration("--max-age", "DURATION", "For how long something unused may be kept (default: 720h).")
                .flag("--dry-run", "Only say what would be removed.")
                .flag("--json", "Print JSON.")
                .examples("  hone cache gc --dry-run", "  hone cache gc --max-size 2GiB");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        LocalSettings usual = LocalSettings.USUAL;
        LocalSettings settings = new LocalSettings(
                arguments.size("--max-size", usual.most()),
                arguments.duration("--max-age", usual.age()),
                usual.largest());
        Path root = CacheRoot.of(arguments, terminal.facts().environment(), Assembly.platform());
        boolean dry = arguments.flag("--dry-run");
        try {
            Eviction.Result result =
                    BuildCache.open(root, settings, surroundings).evict(dry);
            terminal.print(arguments.flag("--json") ? json(result) : text(result, dry));
            return ExitCode.FINE;
        } catch (IOException e) {
            throw new CacheException(CacheError.UNUSABLE_FOLDER, "no room can be made in " + root + ": " + e, e);
        }
    }

    private static String text(Eviction.Result result, boolean dry) {
        return "%s %,d of %,d files, %s of %s\n"
                .formatted(
                        dry ? "would remove" : "removed",
                        result.removed(),
                        result.files(),
                        ByteSize.of(result.freed()),
                        ByteSize.of(result.bytes()));
    }

    private static String json(Eviction.Result result) {
        return "{\"files\": %d, \"bytes\": %d, \"removed\": %d, \"freed\": %d}\n"
                .formatted(result.files(), result.bytes(), result.removed(), result.freed());
    }
}
