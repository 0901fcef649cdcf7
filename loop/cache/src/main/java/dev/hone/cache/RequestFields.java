package dev.hone.cache;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The fields of a request by their names, those that nobody knows among them. */
final class RequestFields {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> values;

    private RequestFields(Map<String, String> values) {
        this.values = values;
    }

    static RequestFields parse(byte[] object) {
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isStructStart()) {
                    json.skipChildren();
                } else if (value != JsonToken.VALUE_NULL) {
                    values.put(name, json.getString());
                }
            }
        } catch (JacksonException e) {
            throw new CacheException(CacheError.BAD_REQUEST, "a request is not JSON: " + e.getOriginalMessage(), e);
        }
        return new RequestFields(values);
    }

    @Nullable
    String value(String name) {
        return values.get(name);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** A whole number from zero; absent is zero, as go leaves zeros out. */
    long number(String name) {
        String text = values.getOrDefault(name, "0");
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new CacheException(CacheError.BAD_REQUEST, name + " is no number", e);
        }
        throw new CacheException(CacheError.BAD_REQUEST, name + " is negative");
    }
}
