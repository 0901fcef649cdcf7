package dev.hone.nomad;

import dev.hone.base.Secret;
import dev.hone.targets.AgentSettings;
import dev.hone.targets.ApiPlace;
import dev.hone.targets.PemFiles;
import java.util.HashMap;
import java.util.Map;

/**
 * Where Nomad is, by the variables that its Go client reads ({@code DefaultConfig} of Nomad's api package).
 *
 * <p>{@code NOMAD_NAMESPACE} is not looked at, as by autopgo: Nomad puts it into every task, and would so narrow the view of
 * a scraper that runs as one.
 *
 * @param region the one that is asked; empty for the agent's own
 */
record NomadSettings(ApiPlace place, String region) {
    private static final String REMEDY =
            "give it a token whose policy has read-job in the namespaces of what is to be found, in NOMAD_TOKEN";

    static NomadSettings of(Map<String, String> environment) {
        AgentSettings from = new AgentSettings("Nomad", environment);
        Map<String, Secret> headers = new HashMap<>();
        String token = from.text("NOMAD_TOKEN").strip();
        if (!token.isEmpty()) {
            headers.put("X-Nomad-Token", Secret.of(token));
        }
        from.basic("NOMAD_HTTP_AUTH").ifPresent(secret -> headers.put("Authorization", secret));
        PemFiles tls = new PemFiles(
                from.text("NOMAD_CACERT"),
                from.text("NOMAD_CAPATH"),
                from.text("NOMAD_CLIENT_CERT"),
                from.text("NOMAD_CLIENT_KEY"),
                from.isTrue("NOMAD_SKIP_VERIFY"));
        ApiPlace place =
                new ApiPlace("Nomad", from.address("NOMAD_ADDR", "127.0.0.1:4646", false), headers, tls, REMEDY);
        return new NomadSettings(place, from.text("NOMAD_REGION"));
    }
}
