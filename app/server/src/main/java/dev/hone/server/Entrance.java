package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import dev.hone.server.http.HttpLimits;
import dev.hone.server.http.Listening;
import dev.hone.server.keys.Gate;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a server of Hone's own listens, and who is let in: {@code --listen}, {@code --keys}, {@code --insecure}.
 *
 * @param keys the file of keys, if there is one
 * @param oidc the file that says whose tokens are taken, if there is one
 */
record Entrance(
        Listening listening,
        Gate.Openness openness,
        @Nullable Path keys,
        @Nullable Path oidc) {
    static final String USUAL = "127.0.0.1:8080";

    static void declare(Declaration declaration) {
        KeyOptions.declare(declaration);
        declaration.option(
                "--oidc",
                "FILE",
                "Whose tokens of OpenID Connect are taken for the build cache, and what they are good for. Read again when it"
                        + " changes.");
        declaration.flag("--insecure", "Without keys, let everybody in who can reach this address.");
    }

    static Entrance of(Arguments arguments) {
        Listening listening = listening(arguments.value("--listen").orElse(USUAL));
        boolean insecure = arguments.flag("--insecure");
        Path keys = KeyOptions.file(arguments);
        Path oidc = arguments.value("--oidc").map(Path::of).orElse(null);
        boolean guarded = keys != null || oidc != null;
        if (!guarded && !insecure && !listening.isLoopback()) {
            throw new UsageException(
                    "on " + listening + " others can call, and there are no keys; name a file of them with "
                            + "--keys, or let everybody in with --insecure");
        }
        if (guarded && insecure) {
            throw new UsageException("keys or tokens and --insecure contradict each other; leave one out");
        }
        return new Entrance(listening, insecure ? Gate.Openness.EVERYBODY : Gate.Openness.LOOPBACK, keys, oidc);
    }

    private static Listening listening(String text) {
        try {
            return Listening.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--listen: " + e.getMessage());
        }
    }

    Serving serving(HttpLimits limits, boolean debug) {
        return new Serving(listening, openness, keys, limits, debug).withOidc(oidc);
    }

    /** Whether callers have to show something. */
    boolean guarded() {
        return keys != null || oidc != null;
    }

    /** The address that people on this machine use. */
    String url(int port) {
        String host = listening.host() == null ? "localhost" : listening.host();
        return "http://" + new Listening(host, port);
    }
}
