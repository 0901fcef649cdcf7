package dev.hone.pgo;

import dev.hone.profile.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON that people write and read: strict about keys that stand twice, and the same bytes for equal trees. */
final class JsonText {
    private static final int LONGEST = 1 << 24;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private JsonText() {}

    /**
     * Reads a text.
     *
     * @param what it should be, for the message
     * @throws PgoException of this error when it is no JSON, or larger than 16 MiB
     */
    static JsonNode parse(String text, String what, PgoError error) {
        if (text.length() > LONGEST) {
            throw new PgoException(error, what + " is larger than 16 MiB");
        }
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            String place =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new PgoException(error, what + " is not JSON" + place + ": " + Text.of(e.getOriginalMessage()), e);
        }
    }

    /** A value as text that ends with a line feed. */
    static String write(Object value) {
        return MAPPER.writer()
                        .with(new DefaultPrettyPrinter()
                                .withObjectIndenter(INDENT)
                                .withArrayIndenter(INDENT))
                        .writeValueAsString(value)
                + "\n";
    }

    /** A tree as a record. */
    static <R extends Record> R read(JsonNode tree, Class<R> type, String what, PgoError error) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new PgoException(error, what + " cannot be read: " + Text.of(e.getOriginalMessage()), e);
        }
    }
}
