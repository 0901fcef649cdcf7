package dev.hone.server;

import dev.hone.server.http.HttpLimits;
import dev.hone.server.http.Listening;
import dev.hone.server.keys.Gate;
import dev.hone.server.keys.Keys;
import dev.hone.server.keys.Tokens;
import dev.hone.server.metrics.Metrics;
import dev.hone.server.oidc.OidcTokens;
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
 * @param oidc the file that says whose tokens are taken; null to take none
 */
record Serving(
        Listening listening,
        Gate.Openness openness,
        @Nullable Path keys,
        HttpLimits limits,
        boolean debug,
        boolean otlp,
        @Nullable Path oidc) {
    /** One without what is not settled yet. */
    Serving(Listening listening, Gate.Openness openness, @Nullable Path keys, HttpLimits limits, boolean debug) {
        this(listening, openness, keys, limits, debug, false, null);
    }

    Serving withOtlp(boolean wanted) {
        return new Serving(listening, openness, keys, limits, debug, wanted, oidc);
    }

    Serving withOidc(@Nullable Path file) {
        return new Serving(listening, openness, keys, limits, debug, otlp, file);
    }

    /** Who is let in. The files of keys and of issuers must be readable now. */
    Gate gate(World world, Metrics metrics) {
        Keys known = keys == null ? Keys.none() : Keys.of(keys, world.nanoClock(), metrics.keys());
        Tokens tokens = oidc == null ? Tokens.NONE : OidcTokens.of(oidc, world.clock(), world.nanoClock());
        return new Gate(known, tokens, openness);
    }
}
