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
 */
record Entrance(
        Listening listening,
        Gate.Openness openness,
        @Nullable Path keys) {
    static final String USUAL = "127.0.0.1:8080";

    static void declare(Declaration declaration) {
        KeyOptions.declare(declaration);
        declaration.flag("--insecure", "Without keys, let everybody in who can reach this address.");
    }

    static Entrance of(Arguments arguments) {
        Listening listening = listening(arguments.value("--listen").orElse(USUAL));
        boolean insecure = arguments.flag("--insecure");
        Path keys = KeyOptions.file(arguments);
        if (keys == null && !insecure && !listening.isLoopback()) {
            throw new UsageException(
                    "on " + listening + " others can call, and there are no keys; name a file of them with "
                            + "--keys, or let everybody in with --insecure");
        }
        if (keys != null && insecure) {
            throw new UsageException("--keys and --insecure contradict each other; leave one out");
        }
        return new Entrance(listening, insecure ? Gate.Openness.EVERYBODY : Gate.Openness.LOOPBACK, keys);
    }

    private static Listening listening(String text) {
        try {
            return Listening.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--listen: " + e.getMessage());
        }
    }

    Serving serving(HttpLimits limits, boolean debug) {
        return new Serving(listening, openness, keys, limits, debug);
    }

    /** The address that people on this machine use. */
    String url(int port) {
        String host = listening.host() == null ? "localhost" : listening.host();
        return "http://" + new Listening(host, port);
    }
}
