package dev.hone.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A pack that a store has made of results that it has, and keeps as the result of an action that is the pack's own digest.
 *
 * @param id the SHA-256 of all of it, in hexadecimal; empty for none
 * @param stored its bytes
 * @param parts where in it the result of an action lies; what the store did not have is not among them
 */
public record ComposedPack(String id, long stored, Map<ActionId, Part> parts) {
    /** Nothing that was asked for was there. */
    static final ComposedPack NONE = new ComposedPack("", 0, Map.of());

    private static final JsonFactory JSON = new JsonFactory();

    public ComposedPack {
        if (!id.isEmpty()) {
            Digests.require("the id of a pack", id);
        }
        parts = Map.copyOf(parts);
    }

    /**
     * A body in it.
     *
     * @param size the bytes of the output
     * @param offset where it begins
     * @param length how many bytes it has there
     */
    public record Part(OutputId output, long size, Encoding encoding, long offset, long length) {
        private boolean isIn(long stored) {
            return size >= 0 && offset >= 0 && length >= 0 && offset <= stored - length;
        }
    }

    /** How a server says it. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            if (!id.isEmpty()) {
                json.writeStringProperty("pack", id);
            }
            json.writeNumberProperty("stored", stored);
            json.writeName("results").writeStartArray();
            for (Map.Entry<ActionId, Part> each : parts.entrySet()) {
                Part part = each.getValue();
                json.writeStartObject();
                json.writeStringProperty("action", each.getKey().hex());
                json.writeStringProperty("output", part.output().hex());
                json.writeNumberProperty("size", part.size());
                json.writeStringProperty("compression", part.encoding().word());
                json.writeNumberProperty("offset", part.offset());
                json.writeNumberProperty("length", part.length());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * Reads what a server says. What lies where nothing can is left out.
     *
     * @throws CacheException when it is nothing of the kind
     */
    static ComposedPack parse(InputStream text) throws IOException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new Answer(json).read();
        } catch (JacksonException e) {
            throw new CacheException(CacheError.REMOTE_FAILED, "what should say where results lie is no JSON", e);
        }
    }

    /** What a server says, as far as it was read. */
    private static final class Answer {
        private final JsonParser json;
        private final Map<ActionId, Part> parts = new LinkedHashMap<>();
        private String id = "";
        private long stored;

        Answer(JsonParser json) {
            this.json = json;
        }

        ComposedPack read() {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new CacheException(CacheError.REMOTE_FAILED, "what should say where results lie does not");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "pack" -> id = json.getString();
                    case "stored" -> stored = json.getLongValue();
                    case "results" -> readParts();
                    default -> json.skipChildren();
                }
            }
            parts.values().removeIf(part -> !part.isIn(stored));
            return new ComposedPack(id, stored, parts);
        }

        private void readParts() {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                readPart();
            }
        }

        private void readPart() {
            Map<String, String> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                json.skipChildren();
                fields.put(name, json.getString());
            }
            Encoding.of(fields.getOrDefault("compression", ""))
                    .ifPresent(encoding -> parts.put(
                            new ActionId(fields.getOrDefault("action", "")),
                            new Part(
                                    new OutputId(fields.getOrDefault("output", "")),
                                    number(fields, "size"),
                                    encoding,
                                    number(fields, "offset"),
                                    number(fields, "length"))));
        }

        private static long number(Map<String, String> fields, String name) {
            return RemoteFacts.size(fields.get(name), -1);
        }
    }
}
