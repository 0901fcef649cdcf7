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
 * @param otlp whether it takes in profiles by OTLP, which is not settled yet
 */
record Serving(
        Listening listening,
        Gate.Openness openness,
        @Nullable Path keys,
        HttpLimits limits,
        boolean debug,
        boolean otlp) {
    /** One without what is not settled yet. */
    Serving(Listening listening, Gate.Openness openness, @Nullable Path keys, HttpLimits limits, boolean debug) {
        this(listening, openness, keys, limits, debug, false);
    }

    Serving withOtlp(boolean wanted) {
        return new Serving(listening, openness, keys, limits, debug, wanted);
    }
}
