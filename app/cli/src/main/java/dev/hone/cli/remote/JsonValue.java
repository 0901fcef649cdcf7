package dev.hone.cli.remote;

import dev.hone.command.Json;
import dev.hone.profile.Text;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON that another program wrote: what is not there, or is of another type, reads as nothing. Immutable.
 */
public final class JsonValue {
    private static final JsonValue NOTHING = new JsonValue(null);

    /** A String, Boolean, BigDecimal, List or Map of these; null for JSON's null and for nothing. */
    private final @Nullable Object value;

    private JsonValue(@Nullable Object value) {
        this.value = value;
    }

    public static JsonValue of(String text) {
        return new JsonValue(text);
    }

    public static JsonValue of(boolean truth) {
        return new JsonValue(truth);
    }

    public static JsonValue of(long number) {
        return new JsonValue(BigDecimal.valueOf(number));
    }

    public static JsonValue of(double number) {
        return new JsonValue(BigDecimal.valueOf(number));
    }

    public static JsonValue of(List<JsonValue> items) {
        return new JsonValue(List.copyOf(items));
    }

    public static JsonValue of(Map<String, JsonValue> members) {
        return new JsonValue(new LinkedHashMap<>(members));
    }

    /**
     * Reads a text.
     *
     * @throws tools.jackson.core.JacksonException when it is no JSON, or more than one value
     */
    public static JsonValue parse(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            JsonValue value = first == null ? NOTHING : read(parser, first);
            if (first == null || parser.nextToken() != null) {
                throw new tools.jackson.core.exc.StreamReadException(parser, "one value is expected");
            }
            return value;
        }
    }

    private static JsonValue read(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    members.put(name, read(parser, parser.nextToken()));
                }
                yield new JsonValue(members);
            }
            case START_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(read(parser, next));
                }
                yield new JsonValue(items);
            }
            case VALUE_STRING -> new JsonValue(parser.getString());
            case VALUE_TRUE -> new JsonValue(true);
            case VALUE_FALSE -> new JsonValue(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue(parser.getDecimalValue());
            default -> NOTHING;
        };
    }

    public boolean isNothing() {
        return value == null;
    }

    public boolean isText() {
        return value instanceof String;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isArray() {
        return value instanceof List;
    }

    /** A member of an object. */
    public JsonValue at(String name) {
        return value instanceof Map<?, ?> members && members.get(name) instanceof JsonValue member ? member : NOTHING;
    }

    /** This object with a member set; it takes the place of one of that name. */
    public JsonValue with(String name, JsonValue member) {
        Map<String, JsonValue> members = new LinkedHashMap<>(members());
        members.put(name, member);
        return new JsonValue(members);
    }

    /** The members of an object in their order. */
    public Map<String, JsonValue> members() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put((String) name, (JsonValue) member));
        }
        return members;
    }

    /** The items of an array. */
    public List<JsonValue> items() {
        return value instanceof List<?> list
                ? list.stream().map(JsonValue.class::cast).toList()
                : List.of();
    }

    /** A string as it is, a number or truth value as it is written; empty for all else. */
    public String text() {
        if (value instanceof BigDecimal number) {
            return number.scale() <= 0 && number.precision() - number.scale() < 40
                    ? number.toBigInteger().toString()
                    : number.toString();
        }
        return value instanceof String || value instanceof Boolean ? value.toString() : "";
    }

    /** The text as it can be printed: nothing in it moves the cursor. */
    public String shown() {
        return Text.of(text()).toString();
    }

    /** A whole number that fits; 0 for all else. */
    public long whole() {
        return value instanceof BigDecimal number && number.precision() - number.scale() < 19 && number.scale() > -19
                ? number.longValue()
                : 0;
    }

    public double decimal() {
        return value instanceof BigDecimal number ? number.doubleValue() : 0;
    }

    public boolean truth() {
        return Boolean.TRUE.equals(value);
    }

    /** A point in time as RFC 3339 writes it. */
    public Optional<Instant> instant() {
        try {
            return value instanceof String text
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** JSON of this, indented, with a line feed behind it. */
    public String pretty() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            write(json);
        }
        return text + "\n";
    }

    /** Writes it where a value may stand. */
    public void write(JsonGenerator json) {
        if (value instanceof Map<?, ?>) {
            json.writeStartObject();
            members().forEach((name, member) -> {
                json.writeName(name);
                member.write(json);
            });
            json.writeEndObject();
        } else if (value instanceof List<?>) {
            json.writeStartArray();
            items().forEach(item -> item.write(json));
            json.writeEndArray();
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else {
            json.writeNull();
        }
    }
}
