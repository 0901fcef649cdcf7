package dev.hone.server;

import dev.hone.base.ByteSize;
import dev.hone.cache.StoreEviction;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import java.time.Duration;
import java.util.List;

/** The options that say how many results of builds are kept; a server of more than those calls them the cache's. */
enum CacheQuota {
    ALONE("--max-size", "--max-unused", "", "something unused"),
    BESIDE_OTHERS("--cache-max-size", "--cache-max-unused", "of builds' results ", "an unused result of a build");

    private final String size;
    private final String unused;
    private final String much;
    private final String something;

    CacheQuota(String size, String unused, String much, String something) {
        this.size = size;
        this.unused = unused;
        this.much = much;
        this.something = something;
    }

    /** With what is usual, in words. */
    void declare(Declaration declaration, String usual) {
        // Its own variables in every command: HONE_CACHE_MAX_SIZE is for the folder of a machine that builds.
        declaration
                .variables(
                        List.of("HONE_CACHE_SERVE_MAX_SIZE"),
                        d -> d.size(
                                size,
                                "SIZE",
                                "How much " + much + "is kept, what was longest unused goes first (default: " + usual
                                        + "); 0: anything."))
                .variables(
                        List.of("HONE_CACHE_SERVE_MAX_UNUSED"),
                        d -> d.duration(
                                unused, "DURATION", "For how long " + something + " is kept (default: for ever)."));
    }

    StoreEviction.Limits of(Arguments arguments, ByteSize usual) {
        Duration most = arguments.duration(unused, Duration.ZERO);
        if (most.isNegative()) {
            throw new UsageException(unused + " takes 0s or more");
        }
        return new StoreEviction.Limits(arguments.size(size, usual).bytes(), most);
    }
}
