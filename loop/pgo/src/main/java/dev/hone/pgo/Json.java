package dev.hone.pgo;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of what we store: the same record gives the same bytes, and members that a newer Hone added are passed over. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Reads a record; what is wrong with it is said with its name. */
    static <T> T read(byte[] bytes, Class<T> type, String name) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new PgoException(PgoError.DAMAGED, "'" + name + "' is damaged: " + e.getOriginalMessage(), e);
        }
    }
}
