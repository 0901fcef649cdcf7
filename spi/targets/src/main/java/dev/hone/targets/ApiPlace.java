package dev.hone.targets;

import dev.hone.base.Secret;
import java.net.URI;
import java.util.Map;

/**
 * Where an HTTP API is, and how one gets in.
 *
 * @param service what messages call it
 * @param base scheme, host, port, and a path that is put before every other
 * @param headers sent with each request; no message shows what they hold
 * @param tls how to trust and be trusted
 * @param remedy what to do when it refuses us: "give it a token that …"
 */
public record ApiPlace(String service, URI base, Map<String, Secret> headers, PemFiles tls, String remedy) {
    public ApiPlace {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return service + " at " + base;
    }
}
