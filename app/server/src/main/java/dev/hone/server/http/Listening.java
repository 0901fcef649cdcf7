package dev.hone.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param host the name or address; null: everywhere
 * @param port the port; 0: any that is free
 */
public record Listening(@Nullable String host, int port) {
    private static final Pattern WRITTEN = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]*):([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    public Listening {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 up to " + LAST_PORT + ", not " + port);
        }
    }

    /** Reads {@code HOST:PORT}; without a host, everywhere. */
    public static Listening parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not HOST:PORT, such as 127.0.0.1:8080, [::1]:8080 or :8080");
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        return new Listening(host.isEmpty() ? null : host, Integer.parseInt(matcher.group(2)));
    }

    public static Listening everywhere(int port) {
        return new Listening(null, port);
    }

    /** Whether only programs on this machine can call. Names other than localhost are not looked up. */
    public boolean isLoopback() {
        return host != null
                && (host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}"));
    }

    @Override
    public String toString() {
        String written = host == null ? "" : host.contains(":") ? "[" + host + "]" : host;
        return written + ":" + port;
    }
}
