package dev.hone.targets;

import dev.hone.base.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the variables by which HashiCorp's programs find each other, as their Go clients do.
 *
 * @param program what messages call it
 */
public record AgentSettings(String program, Map<String, String> environment) {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

    /** The value of a variable; empty when there is none. */
    public String text(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Whether a variable holds what Go takes for true. */
    public boolean isTrue(String name) {
        return TRUE.contains(text(name));
    }

    /**
     * The address in a variable: {@code http://host:port}, or {@code host:port} alone.
     *
     * @param tls whether an address without scheme, or with {@code http}, is one of TLS all the same
     */
    public URI address(String name, String usual, boolean tls) {
        String text = text(name).isEmpty() ? usual : text(name).replaceFirst("(?<=[^:/])/+$", "");
        if (text.startsWith("unix:")) {
            throw misconfigured(name + " names a Unix socket, which is not supported; write http://HOST:PORT", null);
        }
        String whole = text.contains("://") ? text : "http://" + text;
        try {
            URI address = URI.create(tls ? whole.replaceFirst("^http:", "https:") : whole);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw misconfigured(name + " is no address; write http://HOST:PORT", null);
        }
        throw misconfigured(name + " is no address; write http://HOST:PORT, without user and password", null);
    }

    /** What a variable's file holds, read anew each time; empty when the variable is. */
    public Optional<Secret> file(String name) {
        if (text(name).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Secret.of(Files.readString(Path.of(text(name))).strip()));
        } catch (IOException e) {
            throw misconfigured(name + " names a file that cannot be read: " + text(name), e);
        }
    }

    /** The header for a variable with {@code user:password}. */
    public Optional<Secret> basic(String name) {
        String pair = text(name);
        if (pair.isEmpty()) {
            return Optional.empty();
        }
        String whole = pair.contains(":") ? pair : pair + ":";
        return Optional.of(
                Secret.of("Basic " + Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.UTF_8))));
    }

    private static TargetException misconfigured(String message, @Nullable Throwable cause) {
        return cause == null
                ? new TargetException(TargetError.MISCONFIGURED, message)
                : new TargetException(TargetError.MISCONFIGURED, message, cause);
    }
}
