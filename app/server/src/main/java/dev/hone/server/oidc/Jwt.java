package dev.hone.server.oidc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A signed token in its compact form, taken apart. Nothing in it is proved yet. */
final class Jwt {
    private static final int LARGEST = 16 << 10;

    private final JsonNode header;
    private final JsonNode claims;
    private final String signed;
    private final String signature;

    private Jwt(JsonNode header, JsonNode claims, String signed, String signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** Three parts between dots, of which keys have none. */
    static boolean looksSo(String text) {
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        return first > 0 && last > first && text.indexOf('.', first + 1) == last;
    }

    /** Empty for what is none: two of JSON, one of bytes, each in base64url. */
    static Optional<Jwt> parse(String text) {
        if (text.length() > LARGEST || !looksSo(text)) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        try {
            JsonNode header = json(parts[0]);
            JsonNode claims = json(parts[1]);
            bytes(parts[2]);
            // What must be understood, and is not, makes a token one for somebody else.
            return header.isObject() && claims.isObject() && !header.has("crit")
                    ? Optional.of(new Jwt(header, claims, parts[0] + "." + parts[1], parts[2]))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String part) {
        return OidcFile.MAPPER.readTree(bytes(part));
    }

    private static byte[] bytes(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    String algorithm() {
        return header.path("alg").asString("");
    }

    String keyId() {
        return header.path("kid").asString("");
    }

    byte[] signed() {
        return signed.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] signature() {
        return bytes(signature);
    }

    /** A claim as text; numbers and truth values as they are written, all else is empty. */
    String text(String claim) {
        JsonNode value = claims.path(claim);
        return value.isString() || value.isNumber() || value.isBoolean() ? value.asString() : "";
    }

    /** Seconds since 1970; empty when there is no such number. */
    Optional<Long> seconds(String claim) {
        JsonNode value = claims.path(claim);
        return value.isNumber() && Math.abs(value.asDouble()) < 1e15
                ? Optional.of((long) value.asDouble())
                : Optional.empty();
    }

    boolean isFor(String audience) {
        JsonNode said = claims.path("aud");
        if (said.isString()) {
            return said.asString().equals(audience);
        }
        for (JsonNode each : said) {
            if (each.isString() && each.asString().equals(audience)) {
                return true;
            }
        }
        return false;
    }
}
