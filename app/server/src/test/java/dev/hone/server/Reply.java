package dev.hone.server;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
@SuppressWarnings("ArrayRecordComponent") // compared by no test
record Reply(int status, HttpHeaders headers, byte[] body) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return MAPPER.readTree(body);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** What an error says, if it is one in autopgo's shape. */
    String message() {
        JsonNode error = json();
        if (error.size() != 2 || error.path("code").asInt() != status) {
            throw new AssertionError("no error in autopgo's shape: " + text());
        }
        return error.path("message").asString();
    }
}
