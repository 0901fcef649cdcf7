package dev.hone.targets;

import dev.hone.base.GoDuration;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A file of targets: a list of them as autopgo's scraper reads it, or an object with a list and what holds for all of it, as
 * its first releases did.
 */
record TargetFile(JsonNode whole, JsonNode list) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static TargetFile parse(byte[] bytes, String name) {
        JsonNode whole;
        try {
            whole = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw bad(name + " is not JSON: " + e.getOriginalMessage());
        }
        if (whole.isArray()) {
            return new TargetFile(MissingNode.getInstance(), whole);
        }
        if (whole.path("targets").isArray()) {
            return new TargetFile(whole, whole.path("targets"));
        }
        throw bad(name + " is no list of targets; write [{\"app\": \"web\", \"address\": \"http://localhost:5000\"}]");
    }

    private static TargetException bad(String message) {
        return new TargetException(TargetError.BAD_LIST, message);
    }

    /** Where profiles go; empty when the file does not say. */
    String server() {
        return text(whole, "apiUrl");
    }

    Targets targets(String source, String app) {
        TargetList targets = new TargetList(source);
        int number = 0;
        for (Iterator<JsonNode> i = list.iterator(); i.hasNext(); ) {
            number++;
            JsonNode entry = i.next();
            try {
                add(targets, entry, app);
            } catch (IllegalArgumentException | URISyntaxException e) {
                String address = text(entry, "address");
                targets.leave(address.isEmpty() ? "entry " + number : address, String.valueOf(e.getMessage()));
            }
        }
        return targets.targets();
    }

    private void add(TargetList targets, JsonNode entry, String app) throws URISyntaxException {
        if (!entry.isObject()) {
            throw new IllegalArgumentException("a target is an object with an address");
        }
        URI profile = profile(text(entry, "address"), text(entry, "path"));
        String own = first(text(entry, "app"), text(whole, "app"), app);
        if (own.isEmpty()) {
            throw new IllegalArgumentException("it names no app, and there is no --app");
        }
        if (entry.path("scrape").isBoolean() && !entry.path("scrape").booleanValue()) {
            throw new IllegalArgumentException("it opted out");
        }
        String instance = first(text(entry, "instance"), place(profile), "");
        targets.add(new Target(
                own,
                instance,
                profile,
                text(entry, "version"),
                text(entry, "revision"),
                text(entry, "workload"),
                pace(entry)));
    }

    private static String place(URI profile) {
        String path = profile.getPath().equals(Target.USUAL_PATH) ? "" : profile.getPath();
        return profile.getRawAuthority() + path;
    }

    /** The path is what is said apart from the address, else the address's own, else Go's. */
    private static URI profile(String address, String path) throws URISyntaxException {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("it has no address");
        }
        URI base = new URI(address);
        if (base.getRawAuthority() == null) {
            throw new IllegalArgumentException("it is no address; write http://HOST:PORT");
        }
        String own =
                base.getRawPath() == null || base.getRawPath().length() <= 1 ? Target.USUAL_PATH : base.getRawPath();
        return ProfileAddress.of(
                base.getScheme(), base.getRawAuthority(), path.isEmpty() ? own : path, base.getRawQuery());
    }

    private Pace pace(JsonNode entry) {
        Integer most = number(entry, "sampleSize");
        return new Pace(
                most == null ? number(whole, "sampleSize") : most,
                duration(entry, "profileDuration"),
                duration(entry, "scrapeFrequency"));
    }

    private static @Nullable Integer number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isInt()) {
            throw new IllegalArgumentException(name + " is a number, not " + value);
        }
        return value.intValue();
    }

    /** Seconds, as autopgo's first releases had them, or Go's words for durations. */
    private @Nullable Duration duration(JsonNode entry, String name) {
        JsonNode value = entry.path(name).isMissingNode() ? whole.path(name) : entry.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (value.isInt()) {
            return Duration.ofSeconds(value.intValue());
        }
        if (value.isString()) {
            return GoDuration.parse(value.stringValue());
        }
        throw new IllegalArgumentException(name + " is seconds or a duration as \"30s\", not " + value);
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw new IllegalArgumentException(name + " is a text, not " + value);
        }
        return value.stringValue();
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
