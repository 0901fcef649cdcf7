package dev.hone.gocache;

import dev.hone.cache.Brought;
import dev.hone.cache.Source;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A report as JSON: how it is kept, and what {@code --json} prints. */
final class ReportJson {
    private static final JsonFactory JSON = new JsonFactory();
    /** More than anything counts to, and so little that a hundred of them can be added up. */
    private static final long LARGEST = 1L << 50;

    private ReportJson() {}

    /** Writes its members into an object that was begun. */
    static void write(BuildReport report, JsonGenerator json) {
        BuildReport.Facts facts = report.facts();
        json.writeStringProperty("begun", facts.begun().toString());
        json.writeNumberProperty("milliseconds", report.took().toMillis());
        json.writeStringProperty("command", facts.command());
        json.writeStringProperty("folder", facts.folder());
        json.writeStringProperty("by", facts.by());
        json.writeStringProperty("store", facts.store());
        json.writeStringProperty("mode", facts.mode());
        json.writeName("answers").writeStartObject();
        for (Source source : Source.values()) {
            json.writeNumberProperty(name(source), report.count(source));
        }
        json.writeEndObject();
        json.writeNumberProperty("served", report.served());
        json.writeNumberProperty("received", report.received());
        json.writeNumberProperty("brought", report.brought().results());
        json.writeNumberProperty("broughtBytes", report.brought().received());
        json.writeNumberProperty("broughtBy", report.brought().requests());
        json.writeNumberProperty("unused", report.brought().unused());
        json.writeNumberProperty("unusedBytes", report.brought().wasted());
        json.writeNumberProperty("waitedHereMicros", micros(report.waits().here()));
        json.writeNumberProperty("waitedSharedMicros", micros(report.waits().shared()));
        json.writeNumberProperty("p50Micros", micros(report.waits().half()));
        json.writeNumberProperty("p99Micros", micros(report.waits().nearlyAll()));
        json.writeNumberProperty("made", report.made());
        json.writeNumberProperty("madeBytes", report.madeBytes());
        json.writeNumberProperty("shared", report.shared());
        json.writeNumberProperty("sent", report.sent());
        json.writeNumberProperty("waiting", report.waiting());
    }

    static String name(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    /** A report that was kept; empty for what is none. Members that are not known are passed over. */
    static Optional<BuildReport> parse(byte[] bytes) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            members(json, "", texts, numbers);
            return Optional.of(report(texts, numbers));
        } catch (JacksonException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static void members(JsonParser json, String prefix, Map<String, String> texts, Map<String, Long> numbers) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + json.currentName();
            switch (json.nextToken()) {
                case VALUE_NUMBER_INT -> numbers.put(name, Math.clamp(json.getLongValue(), 0, LARGEST));
                case VALUE_STRING -> texts.put(name, json.getString());
                case START_OBJECT -> {
                    if (prefix.isEmpty() && name.equals("answers")) {
                        members(json, "answers.", texts, numbers);
                    } else {
                        json.skipChildren();
                    }
                }
                default -> json.skipChildren();
            }
        }
    }

    private static BuildReport report(Map<String, String> texts, Map<String, Long> numbers) {
        Map<Source, Long> answers = new EnumMap<>(Source.class);
        for (Source source : Source.values()) {
            answers.put(source, numbers.getOrDefault("answers." + name(source), 0L));
        }
        return new BuildReport(
                new BuildReport.Facts(
                        Instant.parse(texts.getOrDefault("begun", "")),
                        texts.getOrDefault("command", ""),
                        texts.getOrDefault("folder", ""),
                        texts.getOrDefault("by", ""),
                        texts.getOrDefault("store", ""),
                        texts.getOrDefault("mode", "")),
                Duration.ofMillis(numbers.getOrDefault("milliseconds", 0L)),
                answers,
                numbers.getOrDefault("served", 0L),
                numbers.getOrDefault("received", 0L),
                new Brought(
                        numbers.getOrDefault("brought", 0L),
                        numbers.getOrDefault("broughtBytes", 0L),
                        numbers.getOrDefault("broughtBy", 0L),
                        numbers.getOrDefault("unused", 0L),
                        numbers.getOrDefault("unusedBytes", 0L)),
                new BuildReport.Waits(
                        micros(numbers.getOrDefault("waitedHereMicros", 0L)),
                        micros(numbers.getOrDefault("waitedSharedMicros", 0L)),
                        micros(numbers.getOrDefault("p50Micros", 0L)),
                        micros(numbers.getOrDefault("p99Micros", 0L))),
                numbers.getOrDefault("made", 0L),
                numbers.getOrDefault("madeBytes", 0L),
                numbers.getOrDefault("shared", 0L),
                numbers.getOrDefault("sent", 0L),
                numbers.getOrDefault("waiting", 0L));
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(Math.multiplyExact(micros, 1000));
    }

    static byte[] bytes(BuildReport report) {
        return JsonLine.of(json -> write(report, json)).getBytes(StandardCharsets.UTF_8);
    }
}
