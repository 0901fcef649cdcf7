package dev.hone.gocache;

import dev.hone.cache.CacheSurroundings;
import dev.hone.command.Catalog;
import dev.hone.command.Catalog.Entry;
import java.util.List;

/** The commands of this entry point. The launcher and app/cli have this list too; tests hold them equal. */
final class Commands {
    static final String GROUP = "Build cache";

    private Commands() {}

    static Catalog catalog(CacheSurroundings surroundings) {
        return new Catalog(
                List.of(
                        new Entry("cache install", GROUP, "tell go to use the cache", CacheInstall::new),
                        new Entry(
                                "cache direct",
                                GROUP,
                                "serve one go command in this process",
                                () -> new CacheDirect(surroundings)),
                        new Entry(
                                "cache daemon",
                                GROUP,
                                "serve go commands and stay for the next",
                                () -> new CacheDaemon(surroundings)),
                        new Entry("cache status", GROUP, "what the daemon does", CacheAsk::status),
                        new Entry("cache stop", GROUP, "end the daemon", CacheAsk::stop),
                        new Entry(
                                "cache prefetch",
                                GROUP,
                                "bring what a build will ask for",
                                () -> new CachePrefetch(surroundings)),
                        new Entry(
                                "cache warm",
                                GROUP,
                                "build once, so that others find it made",
                                () -> new CacheWarm(surroundings)),
                        new Entry("cache drain", GROUP, "wait until all is shared", () -> new CacheDrain(surroundings)),
                        new Entry(
                                "cache report",
                                GROUP,
                                "what the last builds were told",
                                () -> new CacheReport(surroundings.clock())),
                        new Entry(
                                "cache stats",
                                GROUP,
                                "what the cache has, and was good for",
                                () -> new CacheStats(surroundings.clock())),
                        new Entry(
                                "cache doctor",
                                GROUP,
                                "why builds miss, and what is wrong",
                                () -> new CacheDoctor(surroundings)),
                        new Entry(
                                "cache gc",
                                GROUP,
                                "remove from the cache folder what is too much",
                                () -> new CacheGc(surroundings)),
                        Entry.elsewhere("cache serve", "Servers", "keep what Go builds made, for other machines"),
                        Entry.elsewhere("cache proxy", "Servers", "hand on what a store has, as cacheprog proxy")),
                "GOCACHEPROG=\"hone cache\" go build ./...     build with the cache");
    }
}
