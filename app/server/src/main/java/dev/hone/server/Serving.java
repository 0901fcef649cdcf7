package dev.hone.server;

import dev.hone.server.http.HttpLimits;
import dev.hone.server.http.Listening;
import dev.hone.server.keys.Gate;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a process serves.
 *
 * @param listening where
 * @param openness how open it is without keys
 * @param keys the file of keys, if there is one
 * @param limits what callers may take
 * @param debug whether it serves profiles of itself
 */
record Serving(
        Listening listening,
        Gate.Openness openness,
        @Nullable Path keys,
        HttpLimits limits,
        boolean debug) {}
