package dev.hone.consul;

import dev.hone.base.Secret;
import dev.hone.targets.AgentSettings;
import dev.hone.targets.ApiPlace;
import dev.hone.targets.PemFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where Consul is, by the variables that its Go client reads (api v1.32, {@code defaultConfig} and {@code NewClient}).
 *
 * @param parameters what goes along with each request
 */
record ConsulSettings(ApiPlace place, Map<String, String> parameters) {
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final String REMEDY =
            "give it a token with service:read and node:read on what is to be found, in CONSUL_HTTP_TOKEN";

    static ConsulSettings of(Map<String, String> environment) {
        AgentSettings from = new AgentSettings("Consul", environment);
        Map<String, Secret> headers = new HashMap<>();
        String token = from.text("CONSUL_HTTP_TOKEN").strip();
        if (!token.isEmpty()) {
            headers.put("X-Consul-Token", Secret.of(token));
        } else {
            from.file("CONSUL_HTTP_TOKEN_FILE")
                    .filter(secret -> !secret.reveal().isEmpty())
                    .ifPresent(secret -> headers.put("X-Consul-Token", secret));
        }
        from.basic("CONSUL_HTTP_AUTH").ifPresent(secret -> headers.put("Authorization", secret));
        PemFiles tls = new PemFiles(
                from.text("CONSUL_CACERT"),
                from.text("CONSUL_CAPATH"),
                from.text("CONSUL_CLIENT_CERT"),
                from.text("CONSUL_CLIENT_KEY"),
                FALSE.contains(from.text("CONSUL_HTTP_SSL_VERIFY")));
        Map<String, String> parameters = new TreeMap<>();
        put(parameters, "ns", from.text("CONSUL_NAMESPACE"));
        put(parameters, "partition", from.text("CONSUL_PARTITION"));
        return new ConsulSettings(
                new ApiPlace(
                        "Consul",
                        from.address("CONSUL_HTTP_ADDR", "127.0.0.1:8500", from.isTrue("CONSUL_HTTP_SSL")),
                        headers,
                        tls,
                        REMEDY),
                parameters);
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
