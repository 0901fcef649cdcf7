package dev.hone.server.pgo;

import dev.hone.server.http.Answer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON, from the records that say what they hold. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    static Answer of(Object value) {
        return of(200, value);
    }

    static Answer of(int status, Object value) {
        return Answer.json(status, MAPPER.writeValueAsString(value));
    }
}
