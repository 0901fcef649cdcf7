package dev.hone.server.oidc;

import dev.hone.base.Nearest;
import dev.hone.cache.CacheException;
import dev.hone.cache.CacheScope;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the file that says whose tokens are taken, and what they are good for. */
final class OidcFile {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int LARGEST = 1 << 20;
    private static final List<String> OF_ISSUER = List.of("issuer", "audience", "jwks", "rules");
    private static final List<String> OF_RULE = List.of("when", "roles", "cache", "trust", "scope");

    private OidcFile() {}

    static List<Issuer> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw bad(file, "it is larger than 1 MiB");
            }
            return issuers(MAPPER.readTree(bytes));
        } catch (IOException e) {
            throw new OidcException(OidcException.Code.OIDC_FILE_UNREADABLE, "reading " + file + " failed: " + e, e);
        } catch (JacksonException e) {
            throw bad(file, "it is no JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | CacheException e) {
            throw bad(file, String.valueOf(e.getMessage()));
        }
    }

    private static OidcException bad(Path file, String why) {
        return new OidcException(
                OidcException.Code.BAD_OIDC_FILE, file + " does not say whose tokens are taken: " + why);
    }

    private static List<Issuer> issuers(JsonNode root) {
        onlyKnown(root, List.of("issuers"));
        List<Issuer> issuers = new ArrayList<>();
        for (JsonNode each : list(root, "issuers")) {
            onlyKnown(each, OF_ISSUER);
            List<Issuer.Rule> rules = new ArrayList<>();
            list(each, "rules").forEach(rule -> rules.add(rule(rule)));
            issuers.add(new Issuer(text(each, "issuer"), text(each, "audience"), keys(text(each, "jwks")), rules));
        }
        return List.copyOf(issuers);
    }

    /** Whoever can change keys on their way can sign what he likes. */
    private static String keys(String place) {
        if (place.startsWith("http:") && !"127.0.0.1".equals(URI.create(place).getHost())) {
            throw new IllegalArgumentException("jwks must be a file or an address with https, not '" + place + "'");
        }
        return place;
    }

    private static Issuer.Rule rule(JsonNode rule) {
        onlyKnown(rule, OF_RULE);
        Map<String, String> when = new HashMap<>();
        rule.path("when").properties().forEach(claim -> {
            if (!claim.getValue().isString()) {
                throw new IllegalArgumentException("when: '" + claim.getKey() + "' must have a text");
            }
            when.put(claim.getKey(), claim.getValue().asString());
        });
        if (when.isEmpty()) {
            throw new IllegalArgumentException("a rule without 'when' would take every token of the issuer");
        }
        String trust = text(rule, "trust");
        if (!trust.equals("yes") && !trust.equals("no")) {
            throw new IllegalArgumentException("trust is \"yes\" or \"no\", not '" + trust + "'");
        }
        String namespace = rule.path("cache").asString("");
        new CacheScope(namespace, ""); // refuses what is no name
        return new Issuer.Rule(
                when,
                roles(rule),
                namespace,
                trust.equals("yes"),
                rule.path("scope").asString("sub"));
    }

    private static Set<Role> roles(JsonNode rule) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (JsonNode word : list(rule, "roles")) {
            switch (word.asString("")) {
                case "read" -> roles.add(Role.READ);
                case "submit" -> roles.add(Role.SUBMIT);
                default -> throw new IllegalArgumentException("roles are \"read\" and \"submit\", not " + word);
            }
        }
        return roles;
    }

    private static JsonNode list(JsonNode node, String name) {
        JsonNode list = node.path(name);
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' must be a list with something in it");
        }
        return list;
    }

    private static String text(JsonNode node, String name) {
        JsonNode text = node.path(name);
        if (!text.isString() || text.asString().isBlank()) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return text.asString();
    }

    private static void onlyKnown(JsonNode node, List<String> known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("an object with " + String.join(", ", known) + " is expected");
        }
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (!known.contains(each.getKey())) {
                throw new IllegalArgumentException(
                        "'" + each.getKey() + "' is unknown" + Nearest.hint(each.getKey(), known));
            }
        }
    }
}
