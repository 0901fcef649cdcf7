package dev.hone.cache;

import dev.hone.base.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where a shared store is that speaks cacheprog's contract over HTTP.
 *
 * @param base what stands before {@code /cache/}
 * @param headers what is sent along with each request to that server, and to no other
 * @param connect how long to wait for a connection
 */
public record HttpRemoteSettings(URI base, List<Header> headers, Duration connect) {
    public HttpRemoteSettings {
        headers = List.copyOf(headers);
    }

    /** A header; its value may be a key. */
    public record Header(String name, Secret value) {}
}
