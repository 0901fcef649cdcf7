package dev.hone.server.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON, from the records that say what they hold, and requests in JSON. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    public static Answer of(Object value) {
        return of(200, value);
    }

    public static Answer of(int status, Object value) {
        return Answer.json(status, MAPPER.writeValueAsString(value));
    }

    /**
     * Reads the body of a request.
     *
     * @throws JacksonException when it is no JSON
     */
    public static JsonNode read(byte[] json) {
        return MAPPER.readTree(json);
    }
}
