package dev.hone.cli;

import dev.hone.base.Secret;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which server a command talks to and with what key: by options, by variables, or as usual. */
final class ServerOptions {
    private static final String USUAL = "http://localhost:8080";
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
    private static final int LONGEST_KEY_FILE = 1 << 12;

    private ServerOptions() {}

    static void declare(Declaration declaration) {
        declaration
                .withoutEnvironment()
                .url("-u, --api-url", "URL", "The server (default: " + USUAL + "). [HONE_API_URL, AUTOPGO_API_URL]")
                .option(
                        "--key",
                        "KEY",
                        "The key to show it. Others can see command lines, so better by variable. "
                                + "[HONE_API_KEY; HONE_API_KEY_FILE names a file that holds it]")
                .duration("--timeout", "DURATION", "How long one exchange may take, as 30s or 5m (default: 1m).")
                .hidden(old -> old.option("-l, --log-level", "LEVEL", "Of autopgo; without effect."));
    }

    static Server of(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        Duration timeout = arguments.duration("--timeout", USUAL_TIMEOUT);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new UsageException("--timeout takes more than 0s");
        }
        return new Server(
                arguments.url("--api-url").orElseGet(() -> address(environment)), key(arguments, environment), timeout);
    }

    private static URI address(Map<String, String> environment) {
        for (String variable : new String[] {"HONE_API_URL", "AUTOPGO_API_URL"}) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                return parse(value)
                        .orElseThrow(() -> new UsageException(variable + " takes a URL such as " + USUAL + ", not '"
                                + dev.hone.profile.Text.of(value) + "'"));
            }
        }
        return URI.create(USUAL);
    }

    private static Optional<URI> parse(String text) {
        try {
            URI url = URI.create(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return web && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Secret key(Arguments arguments, Map<String, String> environment) {
        Optional<String> given = arguments.value("--key");
        if (given.isPresent()) {
            return key("--key", given.get());
        }
        String key = environment.getOrDefault("HONE_API_KEY", "");
        if (!key.isEmpty()) {
            return key("HONE_API_KEY", key);
        }
        String file = environment.getOrDefault("HONE_API_KEY_FILE", "");
        return file.isEmpty() ? null : key("the file of HONE_API_KEY_FILE", read(file));
    }

    /** A key that can stand in a header. The key itself is never in a message. */
    private static Secret key(String place, String key) {
        if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new UsageException(place + " holds no key: a key is printable ASCII without blanks");
        }
        return Secret.of(key);
    }

    private static String read(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LONGEST_KEY_FILE) {
                throw new UsageException("HONE_API_KEY_FILE: " + file + " is larger than a key");
            }
            return Files.readString(path).strip();
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("HONE_API_KEY_FILE: reading " + file + " failed: " + e.getMessage());
        }
    }
}
