package dev.hone.event;

import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes and reads events as JSON: {@code {"id":…,"timestamp":…,"type":…,"payload":{…}}}.
 *
 * <p>What is missing is as in Go: an id is empty, a time is the epoch. Only an event without a type is none.
 */
final class EventJson {
    /** Far more than any event needs. */
    static final int MOST_BYTES = 64 << 10;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private EventJson() {}

    static byte[] write(Event event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("id", event.id());
            json.writeStringProperty("timestamp", event.timestamp().toString());
            json.writeStringProperty("type", event.type());
            json.writeName("payload").writeStartObject();
            event.payload().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static Event read(byte[] body) {
        if (body.length > MOST_BYTES) {
            throw bad("it has " + body.length + " bytes, and " + MOST_BYTES + " is the most");
        }
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw bad("it is no JSON object");
            }
            return new Reading(json).event();
        } catch (JacksonException e) {
            throw new EventException(EventError.BAD_EVENT, "the message is not an event: " + e.getOriginalMessage(), e);
        }
    }

    private static EventException bad(String reason) {
        return new EventException(EventError.BAD_EVENT, "the message is not an event: " + reason);
    }

    /** What was found of an event so far. */
    private static final class Reading {
        private final JsonParser json;
        private final Map<String, String> payload = new LinkedHashMap<>();
        private String id = "";
        private String type = "";
        private Instant timestamp = Instant.EPOCH;

        Reading(JsonParser json) {
            this.json = json;
        }

        Event event() {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                field(name);
            }
            if (json.nextToken() != null) {
                throw bad("something follows it");
            }
            if (type.isEmpty()) {
                throw bad("it has no type");
            }
            return new Event(id, timestamp, type, payload);
        }

        private void field(String name) {
            switch (name) {
                case "id" -> id = text(name);
                case "type" -> type = text(name);
                case "timestamp" -> timestamp = time(text(name));
                case "payload" -> payload();
                default -> json.skipChildren();
            }
        }

        private String text(String name) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw bad("its " + name + " is no text");
            }
            return json.getString();
        }

        private static Instant time(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw bad("its timestamp is not one of RFC 3339");
            }
        }

        private void payload() {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw bad("its payload is no object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    payload.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
        }
    }
}
