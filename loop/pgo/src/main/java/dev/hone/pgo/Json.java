package dev.hone.pgo;

import dev.hone.profile.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON, the same bytes for equal values. Two kinds: text, which people write and read and which is taken at its word; and
 * state, which any Hone of a fleet wrote, so that members a newer one added are passed over.
 */
final class Json {
    private static final int LONGEST = 1 << 24;
    private static final JsonMapper STATE = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final JsonMapper TEXT = STATE.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private Json() {}

    /** A record of our state as bytes. */
    static byte[] state(Object value) {
        return STATE.writeValueAsBytes(value);
    }

    /** Reads a record of our state; what is wrong with it is said with its name. */
    static <T> T readState(byte[] bytes, Class<T> type, String name) {
        try {
            T value = STATE.readValue(bytes, type);
            if (value == null) {
                throw new PgoException(PgoError.DAMAGED, "'" + name + "' is damaged: it says null");
            }
            return value;
        } catch (JacksonException e) {
            throw new PgoException(PgoError.DAMAGED, "'" + name + "' is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** A value as text of several lines that ends with a line feed. */
    static String text(Object value) {
        return TEXT.writer()
                        .with(new DefaultPrettyPrinter()
                                .withObjectIndenter(INDENT)
                                .withArrayIndenter(INDENT))
                        .writeValueAsString(value)
                + "\n";
    }

    /**
     * Reads a text, in which no key may stand twice.
     *
     * @param what it should be, for the message
     * @throws PgoException of this error when it is no JSON, or larger than 16 MiB
     */
    static JsonNode parse(String text, String what, PgoError error) {
        if (text.length() > LONGEST) {
            throw new PgoException(error, what + " is larger than 16 MiB");
        }
        try {
            return TEXT.readTree(text);
        } catch (JacksonException e) {
            String place =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new PgoException(error, what + " is not JSON" + place + ": " + Text.of(e.getOriginalMessage()), e);
        }
    }

    /** A tree as a record that has just these members. */
    static <R extends Record> R read(JsonNode tree, Class<R> type, String what, PgoError error) {
        try {
            return TEXT.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new PgoException(error, what + " cannot be read: " + Text.of(e.getOriginalMessage()), e);
        }
    }
}
